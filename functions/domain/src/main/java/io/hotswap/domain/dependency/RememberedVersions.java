package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads each answer once: for a run that asks the same of thousands of tenants. What is registered
/// during the run may be missed.
public final class RememberedVersions implements KnownVersions {
  private final KnownVersions versions;
  private final Map<String, List<KnownVersion>> byPlugin = new ConcurrentHashMap<>();
  private final Map<Named, Optional<KnownVersion>> byName = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> dependents = new ConcurrentHashMap<>();

  public RememberedVersions(KnownVersions versions) {
    this.versions = versions;
  }

  private record Named(String plugin, SemanticVersion version) {}

  @Override
  public List<KnownVersion> of(String plugin) {
    return byPlugin.computeIfAbsent(plugin, versions::of);
  }

  @Override
  public Optional<KnownVersion> find(String plugin, SemanticVersion version) {
    return byName.computeIfAbsent(
        new Named(plugin, version), it -> versions.find(it.plugin(), it.version()));
  }

  @Override
  public Set<String> dependents(String plugin) {
    return dependents.computeIfAbsent(plugin, versions::dependents);
  }
}
