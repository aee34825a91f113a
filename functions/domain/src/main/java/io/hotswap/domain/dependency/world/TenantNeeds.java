package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Whether a change of one tenant's settings would leave the tenant without what a plugin needs.
public final class TenantNeeds {
  private final KnownVersions registry;
  private final RoutingDocuments routing;
  private final TenantPlugins settings;
  private final TenantDefaults defaults;

  public TenantNeeds(
      KnownVersions registry,
      RoutingDocuments routing,
      TenantPlugins settings,
      TenantDefaults defaults) {
    this.registry = registry;
    this.routing = routing;
    this.settings = settings;
    this.defaults = defaults;
  }

  /// @param before versions that may serve the tenant before the change
  /// @param after those that may serve it afterwards
  private record Change(
      String plugin,
      TenantPluginId tenant,
      List<SemanticVersion> before,
      List<SemanticVersion> after) {}

  /// Refuses settings under which the tenant would lack something that it does not lack now.
  ///
  /// @param pointer to what of the request does so
  public Result<TenantPlugin> checked(TenantPlugin before, TenantPlugin wanted, String pointer) {
    var unmet = change(before, wanted).map(this::unmet).orElse(List.of());
    return unmet.isEmpty()
        ? Result.done(wanted)
        : Result.refused(
            Refusal.of(
                ErrorCode.DEPENDENCY_UNMET,
                unmet.getFirst().words() + ".",
                pointer,
                "settings under which the tenant has what its plugins need",
                "Change the tenant's settings of %s first."
                    .formatted(other(unmet.getFirst(), wanted))));
  }

  private static String other(UnmetNeed unmet, TenantPlugin changed) {
    return PluginId.of(unmet.plugin()).equals(changed.id().pluginId())
        ? unmet.need().plugin()
        : unmet.plugin();
  }

  /// Empty when the tenant's calls go where they went.
  private Optional<Change> change(TenantPlugin before, TenantPlugin wanted) {
    var id = wanted.id();
    var was = before.routing(defaults);
    var will = wanted.routing(defaults);
    if (was.isMovable() && will.isMovable()) {
      return Optional.empty();
    }
    var document = routing.current(id.pluginId(), id.environment());
    return document
        .map(
            it ->
                new Change(
                    it.pluginName(),
                    id,
                    ServedTenants.versions(document, id.tenant(), was),
                    ServedTenants.versions(document, id.tenant(), will)))
        .filter(it -> !it.before().equals(it.after()));
  }

  private List<UnmetNeed> unmet(Change change) {
    List<UnmetNeed> unmet = new ArrayList<>();
    for (var version : change.after()) {
      if (!change.before().contains(version)) {
        for (var need : needs(change.plugin(), version)) {
          add(
              unmet,
              change,
              change.plugin(),
              version,
              need,
              served(need.plugin(), change.tenant()));
        }
      }
    }
    for (var dependent : new TreeSet<>(registry.dependents(change.plugin()))) {
      for (var version : served(dependent, change.tenant())) {
        needs(dependent, version).stream()
            .filter(it -> it.plugin().equals(change.plugin()) && isMet(it, change.before()))
            .forEach(it -> add(unmet, change, dependent, version, it, change.after()));
      }
    }
    return unmet;
  }

  private static void add(
      List<UnmetNeed> unmet,
      Change change,
      String plugin,
      SemanticVersion version,
      PluginNeed need,
      List<SemanticVersion> found) {
    if (!isMet(need, found)) {
      unmet.add(new UnmetNeed(plugin, version, need, found, List.of(change.tenant().tenant())));
    }
  }

  private static boolean isMet(PluginNeed need, List<SemanticVersion> found) {
    return !found.isEmpty() && found.stream().allMatch(need.range()::contains);
  }

  private List<PluginNeed> needs(String plugin, SemanticVersion version) {
    return registry.find(plugin, version).map(KnownVersion::needs).orElse(List.of());
  }

  private List<SemanticVersion> served(String plugin, TenantPluginId tenant) {
    var id = new TenantPluginId(tenant.environment(), PluginId.of(plugin), tenant.tenant());
    var own = settings.find(id).orElseGet(() -> TenantPlugin.unset(id)).routing(defaults);
    return ServedTenants.versions(
        routing.current(id.pluginId(), id.environment()), id.tenant(), own);
  }
}
