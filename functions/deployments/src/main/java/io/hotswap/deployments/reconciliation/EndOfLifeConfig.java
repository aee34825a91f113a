package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.lifecycle.EndOfLifeAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// @param usual what becomes of a version's tenants at the end of its life, where its deprecation
///   does not say it
record EndOfLifeConfig(EndOfLifeAction usual) {
  private static final String END_OF_LIFE = "HOTSWAP_END_OF_LIFE";

  static EndOfLifeConfig from(Map<String, String> environment) {
    var value = environment.getOrDefault(END_OF_LIFE, EndOfLifeAction.Keep.name());
    return Arrays.stream(EndOfLifeAction.values())
        .filter(it -> it.name().equals(value))
        .findFirst()
        .map(EndOfLifeConfig::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, not: '%s'"
                        .formatted(END_OF_LIFE, List.of(EndOfLifeAction.values()), value)));
  }
}
