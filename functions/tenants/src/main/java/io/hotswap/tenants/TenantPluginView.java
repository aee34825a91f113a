package io.hotswap.tenants;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantQuota;
import java.time.Instant;
import java.util.Optional;

/// A tenant's settings of a plugin as openapi.yaml describes them.
///
/// @param version that the tenant is pinned to
/// @param changedAt absent when nothing was ever set
record TenantPluginView(
    String tenantId,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    boolean enabled,
    Optional<String> version,
    Optional<PinView> pin,
    QuotasView quotas,
    long revision,
    Optional<Instant> changedAt) {
  /// @param reason may be the platform's own, so it is for its staff
  record PinView(Optional<String> reason, Instant since, Optional<Instant> expiresAt) {
    static PinView of(Pin it, Disclosure shown) {
      return new PinView(shown.operations(it.reason()), it.since(), it.expiresAt());
    }
  }

  record QuotasView(
      Optional<QuotaView> ceiling, Optional<QuotaView> own, Optional<QuotaView> inForce) {
    static QuotasView of(TenantQuota it) {
      return new QuotasView(
          it.ceiling().map(QuotaView::of),
          it.own().map(QuotaView::of),
          it.inForce().map(QuotaView::of));
    }
  }

  record QuotaView(int maxRequestsPerMinute, int maxConcurrentExecutions) {
    static QuotaView of(Quota it) {
      return new QuotaView(it.maxRequestsPerMinute(), it.maxConcurrentExecutions());
    }
  }

  static TenantPluginView of(TenantPlugin it, String pluginName, Disclosure shown) {
    return new TenantPluginView(
        it.id().tenant(),
        it.id().pluginId(),
        pluginName,
        it.id().environment(),
        it.enabled(),
        it.pin().map(pin -> pin.version().version()),
        it.pin().map(pin -> PinView.of(pin, shown)),
        QuotasView.of(it.quota()),
        it.revision(),
        it.revision() == 0 ? Optional.empty() : Optional.of(it.changedAt()));
  }
}
