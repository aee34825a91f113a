package io.hotswap.tenants;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.KeptTenant;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantQuota;
import io.hotswap.tenants.wire.QuotaView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A tenant's settings of a plugin as openapi.yaml describes them.
///
/// @param access what an Admin has decided; absent where the stage's default holds
/// @param version that the tenant is pinned to
/// @param changedAt absent when nothing was ever set
/// @param warnings what speaks against the version that the tenant is pinned to, and which limits
///   nobody enforces; absent in lists
/// @param kept absent for a tenant that is served like others, and where nobody looked
record TenantPluginView(
    String tenantId,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    Optional<PluginAccess> access,
    boolean enabled,
    Optional<String> version,
    Optional<PinView> pin,
    QuotasView quotas,
    long revision,
    Optional<Instant> changedAt,
    Optional<KeptView> kept,
    Optional<List<String>> warnings) {
  /// @param reason may be the platform's own, so it is for its staff
  record PinView(Optional<String> reason, Instant since, Optional<Instant> expiresAt) {
    static PinView of(Pin it, Disclosure shown) {
      return new PinView(shown.operations(it.reason()), it.since(), it.expiresAt());
    }
  }

  /// @param version that serves the tenant
  /// @param from versions that would refuse its configuration
  record KeptView(String version, List<String> from) {
    static KeptView of(KeptTenant it) {
      return new KeptView(it.version(), it.misfits().stream().sorted().toList());
    }
  }

  /// @param platform the stage's default
  /// @param plugin the plugin's, for every tenant
  record QuotasView(
      Optional<QuotaView> platform,
      Optional<QuotaView> plugin,
      Optional<QuotaView> ceiling,
      Optional<QuotaView> own,
      Optional<QuotaView> inForce,
      Optional<SourcesView> sources) {
    static QuotasView of(TenantQuota it, TenantDefaults defaults) {
      var inForce = it.inForce(defaults);
      return new QuotasView(
          defaults.platformQuota().map(QuotaView::of),
          defaults.pluginQuota().map(QuotaView::of),
          it.ceiling().map(QuotaView::of),
          it.own().map(QuotaView::of),
          inForce.map(QuotaView::of),
          inForce.map(quota -> SourcesView.of(it, defaults, quota)));
    }
  }

  /// Who has set the limits that are in force.
  record SourcesView(
      TenantQuota.Source maxRequestsPerMinute,
      TenantQuota.Source maxConcurrentExecutions,
      Optional<TenantQuota.Source> maxBytesInFlight,
      Optional<TenantQuota.Source> maxProcessorSecondsPerMinute,
      Optional<TenantQuota.Source> maxMemoryBytes) {
    static SourcesView of(TenantQuota it, TenantDefaults defaults, Quota inForce) {
      return new SourcesView(
          it.source(
              defaults, it.own().map(Quota::maxRequestsPerMinute), inForce.maxRequestsPerMinute()),
          it.source(
              defaults,
              it.own().map(Quota::maxConcurrentExecutions),
              inForce.maxConcurrentExecutions()),
          source(it, defaults, inForce, Quota::maxBytesInFlight),
          source(it, defaults, inForce, Quota::maxProcessorSecondsPerMinute),
          source(it, defaults, inForce, Quota::maxMemoryBytes));
    }

    private static <T> Optional<TenantQuota.Source> source(
        TenantQuota it,
        TenantDefaults defaults,
        Quota inForce,
        Function<Quota, Optional<T>> limit) {
      return limit.apply(inForce).map(value -> it.source(defaults, it.own().flatMap(limit), value));
    }
  }

  static TenantPluginView of(
      TenantPlugin it,
      TenantDefaults defaults,
      String pluginName,
      Optional<KeptTenant> kept,
      Optional<List<String>> warnings,
      Disclosure shown) {
    return new TenantPluginView(
        it.id().tenant(),
        it.id().pluginId(),
        pluginName,
        it.id().environment(),
        it.access(),
        it.enabled(),
        it.pin().map(pin -> pin.version().version()),
        it.pin().map(pin -> PinView.of(pin, shown)),
        QuotasView.of(it.quota(), defaults),
        it.revision(),
        it.revision() == 0 ? Optional.empty() : Optional.of(it.changedAt()),
        kept.map(KeptView::of),
        warnings);
  }
}
