package io.hotswap.domain.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Work on items of which those of one group would compete with each other: a group's items are
/// processed one after the other, groups beside each other.
public final class GroupedWork {
  private GroupedWork() {}

  /// Ends when all groups have, also after a failure: nothing of it goes on in the background.
  ///
  /// @param work throws what ends its group
  /// @param workers groups that are processed at once, at most
  /// @return the results, in the order of the items
  /// @throws RuntimeException the first failure, with those of other groups suppressed
  public static <T, R> List<R> results(
      List<T> items, Function<T, ?> group, Function<T, R> work, int workers) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      groups.computeIfAbsent(group.apply(items.get(i)), it -> new ArrayList<>()).add(i);
    }
    return ordered(
        ended(groups.values().stream().map(it -> processing(items, it, work)).toList(), workers));
  }

  private static <T, R> Callable<Map<Integer, R>> processing(
      List<T> items, List<Integer> group, Function<T, R> work) {
    return () -> {
      Map<Integer, R> results = new TreeMap<>();
      for (int i : group) {
        results.put(i, work.apply(items.get(i)));
      }
      return results;
    };
  }

  private static <R> List<Future<Map<Integer, R>>> ended(
      List<Callable<Map<Integer, R>>> groups, int workers) {
    try (var threads = Executors.newFixedThreadPool(workers, Thread.ofVirtual().factory())) {
      return threads.invokeAll(groups);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static <R> List<R> ordered(List<Future<Map<Integer, R>>> groups) {
    var failures =
        groups.stream().filter(it -> it.state() == Future.State.FAILED).map(Future::exceptionNow);
    failures
        .map(it -> it instanceof RuntimeException e ? e : new IllegalStateException(it))
        .reduce(GroupedWork::both)
        .ifPresent(
            it -> {
              throw it;
            });
    Map<Integer, R> results = new TreeMap<>();
    groups.forEach(it -> results.putAll(it.resultNow()));
    return List.copyOf(results.values());
  }

  private static RuntimeException both(RuntimeException first, RuntimeException other) {
    if (!first.equals(other)) {
      first.addSuppressed(other);
    }
    return first;
  }
}
