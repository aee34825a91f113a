package io.hotswap.domain.compatibility;

import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.telemetry.Tenants;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Compares manifests, and looks up who called and which plugins depend on it.
public final class AssessingImpact implements DeploymentImpacts {
  private static final Duration WEEK = Duration.ofDays(7);

  private final RegisteredContracts contracts;
  private final ContractComparison comparison;
  private final Tenants tenants;
  private final KnownVersions registry;
  private final RoutingDocuments routing;
  private final InstantSource clock;

  public AssessingImpact(
      RegisteredContracts contracts,
      SchemaComparison schemas,
      Tenants tenants,
      KnownVersions registry,
      RoutingDocuments routing,
      InstantSource clock) {
    this.contracts = contracts;
    this.comparison = new ContractComparison(schemas);
    this.tenants = tenants;
    this.registry = registry;
    this.routing = routing;
    this.clock = clock;
  }

  @Override
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
        changes.compatibility() == Compatibility.Compatible
            ? new DeploymentImpact(changes, List.of(), List.of())
            : new DeploymentImpact(
                changes, calling(pluginId, environment), dependents(pluginId, environment)));
  }

  private List<String> dependents(PluginId pluginId, Environment environment) {
    return routing
        .current(pluginId, environment)
        .map(RoutingDocument::pluginName)
        .map(name -> dependents(name, environment))
        .orElse(List.of());
  }

  private List<String> dependents(String needed, Environment environment) {
    return registry.dependents(needed).stream()
        .filter(
            dependent ->
                serving(dependent, environment)
                    .flatMap(it -> registry.find(dependent, it))
                    .filter(it -> it.needs().stream().anyMatch(n -> n.plugin().equals(needed)))
                    .isPresent())
        .sorted()
        .toList();
  }

  private Optional<SemanticVersion> serving(String plugin, Environment environment) {
    return routing
        .current(PluginId.of(plugin), environment)
        .flatMap(RoutingDocument::defaultVersion)
        .map(it -> new SemanticVersion(ReleaseKey.parse(it).version()));
  }

  private List<String> calling(PluginId pluginId, Environment environment) {
    var since = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(WEEK);
    return tenants.calling(environment, pluginId, since).stream().sorted().toList();
  }
}
