package io.hotswap.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import io.hotswap.domain.text.BoundedText;
import io.hotswap.serialization.UnbufferedJson;
import java.time.Duration;
import java.util.Optional;

/// The values that a tenant sets, and of secrets those that change. Their schema is the plugin's;
/// here they are bounded.
///
/// @param overlapSeconds how long a secret's value stays good when it is replaced
record ConfigurationBody(ObjectNode config, Optional<Integer> overlapSeconds) {
  private static final Duration OVERLAP = Duration.ofHours(1);

  /// Far below what an item of the table holds, and a node keeps all tenants' in memory.
  private static final int MOST_BYTES = 65_536;

  private static final int MOST_LEVELS = 32;

  Result<Sent> toDomain() {
    if (levels(config) > MOST_LEVELS) {
      return refused(
          ErrorCode.INVALID_CONFIGURATION,
          "at most %d objects and lists within each other".formatted(MOST_LEVELS),
          "Nest them less.");
    }
    var text = UnbufferedJson.write(config);
    int bytes = BoundedText.bytes(text);
    return bytes > MOST_BYTES
        ? refused(
            ErrorCode.TOO_LARGE,
            "at most %d bytes of JSON".formatted(MOST_BYTES),
            "Send less than the %d bytes it has.".formatted(bytes))
        : Result.done(new Sent(text, overlapSeconds.map(Duration::ofSeconds).orElse(OVERLAP)));
  }

  /// Without the values, some of which are secrets.
  @Override
  public String toString() {
    return "ConfigurationBody[overlapSeconds=" + overlapSeconds + "]";
  }

  private static int levels(JsonNode node) {
    int deepest = 0;
    for (var child : node) {
      deepest = Math.max(deepest, levels(child));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }

  private static Result<Sent> refused(ErrorCode code, String expected, String fix) {
    return Result.refused(
        Refusal.of(code, "The configuration is not stored.", "/config", expected, fix));
  }
}
