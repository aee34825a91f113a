package io.hotswap.domain.dependency.world;

import static java.util.stream.Collectors.groupingBy;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the tenants that a version would leave without what it needs of other plugins, or without
/// what other plugins need of it. Tenants that a deployment does not move are none of them.
public final class UnmetNeeds {
  private static final int NAMED = 10;

  private final KnownVersions registry;
  private final RoutingDocuments routing;
  private final TenantRoutings settings;
  private final ValidatingDependencies validating;

  /// @param deployable which versions a way out may name
  public UnmetNeeds(
      KnownVersions registry,
      RoutingDocuments routing,
      TenantRoutings settings,
      DeployableVersions deployable) {
    this.registry = registry;
    this.routing = routing;
    this.settings = settings;
    this.validating = new ValidatingDependencies(new WorldReader(registry, routing, deployable));
  }

  /// Where every registered version may be deployed.
  public UnmetNeeds(KnownVersions registry, RoutingDocuments routing, TenantRoutings settings) {
    this(registry, routing, settings, DeployableVersions.ALL);
  }

  /// Why the version must not be brought there; empty when everybody has what is needed.
  public Optional<Refusal> refusal(
      String plugin, SemanticVersion version, Environment environment) {
    var unmet = of(plugin, version, environment);
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(refusal(plugin + " " + version, unmet, fix(plugin, version, environment)));
  }

  /// Why no version must serve there any more; empty when nobody needs one.
  public Optional<Refusal> refusalOfNone(String plugin, Environment environment) {
    var unmet = lost(plugin, List.of(), environment);
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refusal(
                plugin + " without a version",
                unmet,
                "Roll back what needs it first: %s.".formatted(unmet.getFirst().plugin())));
  }

  private static Refusal refusal(String what, List<UnmetNeed> unmet, String fix) {
    return new Refusal(
        ErrorCode.DEPENDENCY_UNMET,
        "%s would leave tenants without what is needed there: %s. %s"
            .formatted(what, unmet.getFirst().words(), fix),
        unmet.stream()
            .limit(NAMED)
            .map(it -> new FieldError("/version", it.words(), fix))
            .toList());
  }

  public List<UnmetNeed> of(String plugin, SemanticVersion version, Environment environment) {
    List<UnmetNeed> unmet = new ArrayList<>();
    var needs = needs(plugin, version);
    if (!needs.isEmpty()) {
      var moved = new ServedTenants(plugin, environment, routing, settings);
      needs.forEach(it -> unmet.addAll(own(plugin, version, it, moved, environment)));
    }
    unmet.addAll(lost(plugin, List.of(version), environment));
    return unmet;
  }

  private List<UnmetNeed> lost(
      String plugin, List<SemanticVersion> after, Environment environment) {
    var dependents = new TreeSet<>(registry.dependents(plugin));
    if (dependents.isEmpty()) {
      return List.of();
    }
    var moved = new ServedTenants(plugin, environment, routing, settings);
    return dependents.stream()
        .flatMap(it -> lost(it, plugin, after, moved, environment).stream())
        .toList();
  }

  private List<PluginNeed> needs(String plugin, SemanticVersion version) {
    return registry.find(plugin, version).map(KnownVersion::needs).orElse(List.of());
  }

  /// Of tenants that the version would serve.
  private List<UnmetNeed> own(
      String plugin,
      SemanticVersion version,
      PluginNeed need,
      ServedTenants moved,
      Environment environment) {
    var needed = new ServedTenants(need.plugin(), environment, routing, settings);
    var tenants = moved.and(needed).stream().filter(moved::isMovable).toList();
    return grouped(
        tenants.stream()
            .map(it -> new Lack(it, plugin, version, need, needed.versions(it)))
            .filter(Lack::isOne)
            .toList());
  }

  /// Of tenants that the version would serve and that another plugin serves.
  private List<UnmetNeed> lost(
      String dependent,
      String plugin,
      List<SemanticVersion> after,
      ServedTenants moved,
      Environment environment) {
    var served = new ServedTenants(dependent, environment, routing, settings);
    List<Lack> lacks = new ArrayList<>();
    for (var tenant : moved.and(served)) {
      if (moved.isMovable(tenant)) {
        for (var it : served.versions(tenant)) {
          needs(dependent, it).stream()
              .filter(need -> need.plugin().equals(plugin))
              .filter(
                  need -> !new Lack(tenant, dependent, it, need, moved.versions(tenant)).isOne())
              .map(need -> new Lack(tenant, dependent, it, need, after))
              .filter(Lack::isOne)
              .forEach(lacks::add);
        }
      }
    }
    return grouped(lacks);
  }

  /// @param found what serves the tenant of what is needed
  private record Lack(
      Optional<String> tenant,
      String plugin,
      SemanticVersion version,
      PluginNeed need,
      List<SemanticVersion> found) {
    boolean isOne() {
      return found.isEmpty() || !found.stream().allMatch(need.range()::contains);
    }

    UnmetNeed of(List<String> tenants) {
      return new UnmetNeed(plugin, version, need, found, tenants);
    }

    Lack ofAny() {
      return new Lack(Optional.empty(), plugin, version, need, found);
    }
  }

  /// Tenants with their own settings are named unless it is the same for everybody.
  private static List<UnmetNeed> grouped(List<Lack> lacks) {
    return lacks.stream().collect(groupingBy(Lack::ofAny)).entrySet().stream()
        .map(
            it ->
                it.getKey()
                    .of(
                        it.getValue().contains(it.getKey())
                            ? List.of()
                            : it.getValue().stream()
                                .flatMap(lack -> lack.tenant().stream())
                                .sorted()
                                .toList()))
        .toList();
  }

  private String fix(String plugin, SemanticVersion version, Environment environment) {
    return validating
        .validate(plugin, version, environment)
        .flatMap(DependencyReport::wayOut)
        .map(it -> "A way out: " + it.words() + ".")
        .orElse(
            "No choice of registered versions would do, or only these tenants lack it:"
                + " register one that fits, or change these tenants' settings.");
  }
}
