package io.hotswap.domain.compatibility;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.telemetry.Tenants;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Tells what a version would change in an environment, and for whom, as things are now.
public final class AssessingImpact {
  private static final Duration WEEK = Duration.ofDays(7);

  private final RegisteredContracts contracts;
  private final ContractComparison comparison;
  private final Tenants tenants;
  private final InstantSource clock;

  public AssessingImpact(
      RegisteredContracts contracts,
      SchemaComparison schemas,
      Tenants tenants,
      InstantSource clock) {
    this.contracts = contracts;
    this.comparison = new ContractComparison(schemas);
    this.tenants = tenants;
    this.clock = clock;
  }

  /// Empty when a version is not registered any more.
  ///
  /// @param serving the version that serves now
  public Optional<DeploymentImpact> of(
      PluginId pluginId, Environment environment, String serving, String version) {
    var before = contracts.find(pluginId, serving);
    var after = contracts.find(pluginId, version);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    var changes =
        new VersionComparison(
            new SemanticVersion(serving),
            new SemanticVersion(version),
            comparison.compare(before.get(), after.get()));
    return Optional.of(
        new DeploymentImpact(
            changes,
            changes.compatibility() == Compatibility.Compatible
                ? List.of()
                : calling(pluginId, environment)));
  }

  private List<String> calling(PluginId pluginId, Environment environment) {
    var since = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(WEEK);
    return tenants.calling(environment, pluginId, since).stream().sorted().toList();
  }
}
