package io.hotswap.domain.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Some of several items failed; the others were done all the same.
public final class PartialFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<?> results;
  private final transient Map<String, RuntimeException> failures;

  private PartialFailure(List<?> results, Map<String, RuntimeException> failures) {
    super(
        failures.size() + " failed: " + String.join(", ", failures.keySet()),
        failures.values().iterator().next());
    this.results = List.copyOf(results);
    this.failures = Map.copyOf(failures);
  }

  /// Does the same with each, whatever becomes of the others.
  ///
  /// @param work empty where nothing came of an item
  /// @return what came of them, in their order
  /// @throws PartialFailure at the end, when any of them failed
  public static <T, R> List<R> afterAll(Collection<T> items, Function<T, Optional<R>> work) {
    List<R> results = new ArrayList<>();
    Map<String, RuntimeException> failures = new LinkedHashMap<>();
    for (var item : items) {
      try {
        work.apply(item).ifPresent(results::add);
      } catch (RuntimeException e) {
        failures.put(String.valueOf(item), e);
      }
    }
    return unlessAny(failures, results);
  }

  /// @return the results, when nothing failed beside them
  public static <R> List<R> unlessAny(Map<String, RuntimeException> failures, List<R> results) {
    if (!failures.isEmpty()) {
      throw new PartialFailure(results, failures);
    }
    return results;
  }

  /// What came of those that did not fail.
  public List<?> results() {
    return results;
  }

  /// Why, by item.
  public Map<String, RuntimeException> failures() {
    return failures;
  }
}
