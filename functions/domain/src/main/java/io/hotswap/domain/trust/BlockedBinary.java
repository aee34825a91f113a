package io.hotswap.domain.trust;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// Bytes in which malware was found: nobody registers, deploys, restores or loads them.
///
/// @param plugin name in their manifest
/// @param version in their manifest
/// @param reason what was found, and by what
public record BlockedBinary(
    Digest digest, String plugin, String version, String reason, Instant at) {
  public BlockedBinary {
    reason = BoundedText.name(reason);
  }

  public PluginId pluginId() {
    return PluginId.of(plugin);
  }

  public Refusal refusal() {
    return Refusal.of(
        ErrorCode.BINARY_BLOCKED,
        "Malware was found in these bytes (%s, of %s %s) at %s: %s"
            .formatted(digest, plugin, version, at, reason),
        "#archive",
        "a binary without malware",
        "Find out how it came into the build, and register a new version without it. If the"
            + " scanner was wrong, have an Admin scan the version again.");
  }
}
