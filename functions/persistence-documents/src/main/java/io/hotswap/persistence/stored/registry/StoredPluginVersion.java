package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.persistence.stored.trust.StoredSignature;
import java.time.Instant;
import java.util.Optional;

/// A plugin's version in the plugins' table.
public record StoredPluginVersion(
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
    Optional<StoredSignature> signature) {
  public static StoredPluginVersion of(PluginVersion it) {
    return new StoredPluginVersion(
        it.pluginId(),
        it.name(),
        it.version(),
        it.type(),
        it.description(),
        it.digest(),
        it.size(),
        it.format(),
        it.manifest(),
        it.registeredAt(),
        it.registeredBy(),
        it.traceparent(),
        it.signature().map(StoredSignature::of));
  }

  public PluginVersion toDomain() {
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
        signature.map(StoredSignature::toDomain));
  }
}
