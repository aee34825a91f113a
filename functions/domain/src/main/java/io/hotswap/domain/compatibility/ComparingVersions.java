package io.hotswap.domain.compatibility;

import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares registered versions.
public final class ComparingVersions {
  private final Plugins plugins;
  private final VersionContracts contracts;
  private final ContractComparison comparison;

  public ComparingVersions(Plugins plugins, VersionContracts contracts, SchemaComparison schemas) {
    this.plugins = plugins;
    this.contracts = contracts;
    this.comparison = new ContractComparison(schemas);
  }

  /// With the highest release below it; where there is none, with the highest pre-release. Empty
  /// for a first version.
  public Optional<VersionComparison> withPredecessor(PluginVersion version) {
    return predecessor(plugins.versions(version.pluginId()), version.version())
        .flatMap(it -> plugins.find(version.pluginId(), it))
        .map(it -> compare(it, version));
  }

  public VersionComparison compare(PluginVersion before, PluginVersion after) {
    return new VersionComparison(
        before.version(),
        after.version(),
        comparison.compare(contracts.of(before), contracts.of(after)));
  }

  static Optional<SemanticVersion> predecessor(List<SemanticVersion> all, SemanticVersion version) {
    return all.stream()
        .filter(it -> it.compareTo(version) < 0)
        .max(
            Comparator.comparing((SemanticVersion it) -> !it.withoutBuild().contains("-"))
                .thenComparing(Comparator.naturalOrder()));
  }
}
