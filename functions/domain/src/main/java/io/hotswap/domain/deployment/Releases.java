package io.hotswap.domain.deployment;

import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.trust.VersionSignature;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Registered plugin versions, as deployments need them.
public interface Releases {
  /// The plugin's name; empty when there is no such plugin.
  Optional<String> pluginName(PluginId pluginId);

  /// The names of those that exist.
  Map<PluginId, String> pluginNames(Collection<PluginId> pluginIds);

  /// A registered version; empty when there is none.
  Optional<Release> find(PluginId pluginId, String version);

  /// The checks of a version; empty when there is no version, or no record of its checks.
  Optional<VersionChecks> checks(PluginId pluginId, String version);

  /// @param size in bytes
  /// @param permissions requested by its manifest, such as `network:api.example.com`
  /// @param operations that can be called
  /// @param signature as it was verified at registration; empty when it is unsigned
  record Release(
      String version,
      Digest digest,
      long size,
      Set<String> permissions,
      Set<String> operations,
      Lifecycle lifecycle,
      Optional<VersionSignature> signature) {
    public Release {
      permissions = Set.copyOf(permissions);
      operations = Set.copyOf(operations);
    }

    /// An active, unsigned one.
    public Release(
        String version, Digest digest, long size, Set<String> permissions, Set<String> operations) {
      this(version, digest, size, permissions, operations, Lifecycle.ACTIVE, Optional.empty());
    }

    /// Why nobody may bring it anywhere any more; empty when one may.
    public Optional<Refusal> refusal(String pointer) {
      return lifecycle
          .withdrawal()
          .map(
              it ->
                  Refusal.of(
                      ErrorCode.VERSION_WITHDRAWN,
                      "%s was withdrawn at %s: %s".formatted(version, it.since(), it.reason()),
                      pointer,
                      "a version that is not withdrawn",
                      lifecycle
                          .deprecation()
                          .flatMap(Deprecation::successor)
                          .map(next -> "Take its successor " + next + ".")
                          .orElse("Take another version, or have the withdrawal taken back.")));
    }

    /// That it is deprecated, in a sentence.
    public Optional<String> warning() {
      return lifecycle.deprecation().map(it -> it.warning(version));
    }
  }
}
