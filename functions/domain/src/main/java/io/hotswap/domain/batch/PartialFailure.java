package io.hotswap.domain.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Some items of a batch failed; the others were processed.
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

  /// Processes every item, even after failures of others.
  ///
  /// @param work returns the item's result, or empty when it has none
  /// @return the results, in the order of the items
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
    return resultsOrThrow(failures, results);
  }

  /// @return the results, if there are no failures
  /// @throws PartialFailure otherwise
  public static <R> List<R> resultsOrThrow(
      Map<String, RuntimeException> failures, List<R> results) {
    if (!failures.isEmpty()) {
      throw new PartialFailure(results, failures);
    }
    return results;
  }

  /// Results of the items that did not fail.
  public List<?> results() {
    return results;
  }

  /// Failures by item.
  public Map<String, RuntimeException> failures() {
    return failures;
  }
}
