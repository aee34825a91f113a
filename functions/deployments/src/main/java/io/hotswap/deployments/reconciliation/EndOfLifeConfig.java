package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.lifecycle.EndOfLifeAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// @param usual what becomes of a version's tenants at the end of its life, where its deprecation
///   does not say it
/// @param notice how long before that they are told again; zero: never
record EndOfLifeConfig(EndOfLifeAction usual, Duration notice) {
  private static final String END_OF_LIFE = "HOTSWAP_END_OF_LIFE";
  private static final String NOTICE = "HOTSWAP_END_OF_LIFE_NOTICE_DAYS";

  static EndOfLifeConfig from(Map<String, String> environment) {
    return new EndOfLifeConfig(usual(environment), notice(environment));
  }

  private static Duration notice(Map<String, String> environment) {
    var value = environment.getOrDefault(NOTICE, "7");
    if (!value.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "%s must be a number of days from 0 to 999, not: '%s'".formatted(NOTICE, value));
    }
    return Duration.ofDays(Integer.parseInt(value));
  }

  private static EndOfLifeAction usual(Map<String, String> environment) {
    var value = environment.getOrDefault(END_OF_LIFE, EndOfLifeAction.Keep.name());
    return Arrays.stream(EndOfLifeAction.values())
        .filter(it -> it.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, not: '%s'"
                        .formatted(END_OF_LIFE, List.of(EndOfLifeAction.values()), value)));
  }
}
