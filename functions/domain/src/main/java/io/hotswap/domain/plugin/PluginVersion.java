package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.trust.VersionSignature;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// One registered version of a plugin; immutable but for its signature.
///
/// @param size in bytes
/// @param manifest the whole manifest as JSON
/// @param registeredBy display name
/// @param traceparent W3C trace context of its registration
/// @param signature as verified then, or when it was signed later; empty when it is unsigned
public record PluginVersion(
    PluginId pluginId,
    String name,
    SemanticVersion version,
    String type,
    String description,
    Digest digest,
    long size,
    PackageFormat format,
    String manifest,
    Instant registeredAt,
    String registeredBy,
    String traceparent,
    Optional<VersionSignature> signature) {
  public static final Comparator<PluginVersion> NEWEST_FIRST =
      Comparator.comparing(PluginVersion::version, SemanticVersion.NEWEST_FIRST);

  /// The same bytes with this signature.
  PluginVersion signed(Optional<VersionSignature> by) {
    return new PluginVersion(
        pluginId,
        name,
        version,
        type,
        description,
        digest,
        size,
        format,
        manifest,
        registeredAt,
        registeredBy,
        traceparent,
        by);
  }

  /// An unsigned one.
  public PluginVersion(
      PluginId pluginId,
      String name,
      SemanticVersion version,
      String type,
      String description,
      Digest digest,
      long size,
      PackageFormat format,
      String manifest,
      Instant registeredAt,
      String registeredBy,
      String traceparent) {
    this(
        pluginId,
        name,
        version,
        type,
        description,
        digest,
        size,
        format,
        manifest,
        registeredAt,
        registeredBy,
        traceparent,
        Optional.empty());
  }
}
