package io.hotswap.domain.deployment.request;

import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with a wish, gathered while its fields are read and what was left out is filled
/// in.
final class ValidationErrors {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration WEEK = Duration.ofDays(7);

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> all() {
    return List.copyOf(errors);
  }

  long minimumCalls(String pointer, Optional<Long> wished) {
    long calls = wished.orElse(VerdictQuestion.MINIMUM_CALLS);
    if (calls < 1) {
      wrong(pointer, "a number of at least 1", "Send how many calls must have been seen.");
    }
    return calls;
  }

  /// @param independent whether the calls count, and not the tenants
  int minimumTenants(String pointer, Optional<Integer> wished, boolean independent) {
    int tenants = wished.orElse(independent ? 1 : VerdictQuestion.MINIMUM_TENANTS);
    if (tenants < 1) {
      wrong(pointer, "a number of at least 1", "Send how many tenants each side must have.");
    }
    return tenants;
  }

  int percentage(String pointer, Optional<Integer> wished, int otherwise) {
    int value = wished.orElse(otherwise);
    if (value < 1 || value > 100) {
      wrong(pointer, "a percentage from 1 to 100", "Send a whole number in that range.");
      return otherwise;
    }
    return value;
  }

  Duration time(
      String pointer, Optional<Duration> wished, String otherwise, Duration least, Duration most) {
    var time = wished.orElseGet(() -> Duration.parse(otherwise));
    if (time.compareTo(least) < 0
        || time.compareTo(most) > 0
        || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      wrong(
          pointer,
          "an ISO 8601 duration of whole seconds from " + least + " to " + most,
          "Send for example " + otherwise + ".");
    }
    return time;
  }

  void wrong(String pointer, String expected, String fix) {
    errors.add(new FieldError(pointer, expected, fix));
  }
}
