package io.hotswap.domain.deployment.strategy;

import java.time.Duration;
import java.util.function.Function;

/// A change of a request that may make its verdicts reachable.
///
/// @param text with `%s` where the period stands
/// @param period of observation, from which longer ones are tried where `lengthens`
/// @param lastResort tried only when no remedy before it helps
/// @param with the strategy, changed, with another period
public record Remedy(
    String text,
    Duration period,
    boolean lengthens,
    boolean lastResort,
    Function<Duration, Strategy> with) {
  static Remedy longer(String text, Duration period, Function<Duration, Strategy> with) {
    return new Remedy(text, period, true, false, with);
  }

  /// Few tenants are judged by their calls.
  static Remedy independent(String field, Duration period, Function<Duration, Strategy> with) {
    return longer(
        "if one call's failure says nothing of the next: \"callsAreIndependent\": true,"
            + " \"minimumTenants\": 1, \""
            + field
            + "\": \"%s\"",
        period,
        with);
  }
}
