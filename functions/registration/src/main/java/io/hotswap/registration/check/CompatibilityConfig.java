package io.hotswap.registration.check;

import io.hotswap.domain.compatibility.BreakingChangePolicy;
import java.util.Map;
import java.util.stream.Stream;

/// @param breakingChanges what becomes of a version whose number denies that it breaks
record CompatibilityConfig(BreakingChangePolicy breakingChanges) {
  private static final String POLICY = "HOTSWAP_BREAKING_CHANGES";

  static CompatibilityConfig from(Map<String, String> environment) {
    var policy = environment.getOrDefault(POLICY, BreakingChangePolicy.Flag.name());
    return Stream.of(BreakingChangePolicy.values())
        .filter(it -> it.name().equals(policy))
        .findAny()
        .map(CompatibilityConfig::new)
        .orElseThrow(
            () -> new IllegalArgumentException(POLICY + " must be Flag or Refuse, not: " + policy));
  }
}
