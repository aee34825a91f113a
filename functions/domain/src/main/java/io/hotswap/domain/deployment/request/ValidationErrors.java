package io.hotswap.domain.deployment.request;

import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the errors of a specification while its fields are checked and defaults filled in.
final class ValidationErrors {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration WEEK = Duration.ofDays(7);

  private static final long MOST_CALLS = 1_000_000_000;
  private static final int MOST_TENANTS = 1_000_000;

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> all() {
    return List.copyOf(errors);
  }

  long minimumCalls(String pointer, Optional<Long> requested) {
    long calls = requested.orElse(VerdictQuestion.MINIMUM_CALLS);
    if (calls < 1 || calls > MOST_CALLS) {
      add(pointer, "a number from 1 to " + MOST_CALLS, "Send how many calls must have been seen.");
    }
    return calls;
  }

  /// @param independent whether calls, not tenants, are the samples
  int minimumTenants(String pointer, Optional<Integer> requested, boolean independent) {
    int tenants = requested.orElse(independent ? 1 : VerdictQuestion.MINIMUM_TENANTS);
    if (tenants < 1 || tenants > MOST_TENANTS) {
      add(
          pointer,
          "a number from 1 to " + MOST_TENANTS,
          "Send how many tenants each side must have.");
    }
    return tenants;
  }

  int percentage(String pointer, Optional<Integer> requested, int otherwise) {
    int value = requested.orElse(otherwise);
    if (value < 1 || value > 100) {
      add(pointer, "a percentage from 1 to 100", "Send a whole number in that range.");
      return otherwise;
    }
    return value;
  }

  Duration duration(
      String pointer,
      Optional<Duration> requested,
      String otherwise,
      Duration least,
      Duration most) {
    var time = requested.orElseGet(() -> Duration.parse(otherwise));
    if (time.compareTo(least) < 0
        || time.compareTo(most) > 0
        || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      add(
          pointer,
          "an ISO 8601 duration of whole seconds from " + least + " to " + most,
          "Send for example " + otherwise + ".");
    }
    return time;
  }

  void add(String pointer, String expected, String fix) {
    errors.add(new FieldError(pointer, expected, fix));
  }
}
