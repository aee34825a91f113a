package io.hotswap.persistence.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hotswap.domain.refusal.PermanentFault;
import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;

/// Marks the faults of a step that a state machine should not retry. In doubt a fault is retried: a
/// retry costs seconds, giving up costs the deployment.
public final class StepFaults {
  private static final List<Class<? extends Exception>> BUGS =
      List.of(
          NullPointerException.class,
          ClassCastException.class,
          IllegalArgumentException.class,
          IndexOutOfBoundsException.class,
          ArithmeticException.class,
          DateTimeException.class,
          NoSuchElementException.class,
          UnsupportedOperationException.class,
          JsonProcessingException.class);

  private StepFaults() {}

  /// Work of a step.
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /// @throws PermanentFault in the place of a permanent fault
  public static <T, E extends Exception> T classifying(Work<T, E> work) throws E {
    try {
      return work.run();
    } catch (Exception fault) {
      if (isPermanent(fault)) {
        throw new PermanentFault(fault);
      }
      throw fault;
    }
  }

  static boolean isPermanent(Throwable fault) {
    return AwsFailure.behind(fault)
        .map(it -> it == AwsFailure.Invalid)
        .orElseGet(() -> BUGS.stream().anyMatch(it -> it.isInstance(fault)));
  }
}
