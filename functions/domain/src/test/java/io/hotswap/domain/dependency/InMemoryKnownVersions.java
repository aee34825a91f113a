package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Does what the port says.
public final class InMemoryKnownVersions implements KnownVersions {
  private final List<KnownVersion> all;

  /// @param text lines such as `checkout 2.1.0: tax-rules >=3.0.0`
  public InMemoryKnownVersions(String text) {
    all = Graph.of(text.strip().lines().toList()).known();
  }

  @Override
  public List<KnownVersion> of(String plugin) {
    return all.stream().filter(it -> it.plugin().equals(plugin)).toList();
  }

  @Override
  public Optional<KnownVersion> find(String plugin, SemanticVersion version) {
    return of(plugin).stream().filter(it -> it.version().equals(version)).findFirst();
  }

  @Override
  public Set<String> dependents(String plugin) {
    return all.stream()
        .filter(it -> it.needs().stream().anyMatch(need -> need.plugin().equals(plugin)))
        .map(KnownVersion::plugin)
        .collect(Collectors.toSet());
  }
}
