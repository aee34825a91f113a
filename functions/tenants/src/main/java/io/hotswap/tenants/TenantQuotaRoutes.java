package io.hotswap.tenants;

import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.entitlement.PluginDefaults;
import io.hotswap.tenants.TenantChanges.Target;
import io.hotswap.tenants.wire.QuotaView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Put;
import java.util.Optional;
import java.util.function.Function;

/// Limits of a tenant's calls: the platform's staff set the ceiling, the tenant's owner the own
/// ones.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/quotas")
final class TenantQuotaRoutes {
  private final TenantChanges changes;
  private final PluginDefaults defaults;

  TenantQuotaRoutes(TenantChanges changes, PluginDefaults defaults) {
    this.changes = changes;
    this.defaults = defaults;
  }

  @Put
  @Operation(Action.SET_TENANT_QUOTAS)
  HttpResponse<?> set(ApiCall call, Target target) {
    return call.change(
        QuotaView.class,
        (body, requestId) ->
            changes.change(
                call, target, Optional.empty(), authority -> limited(target, authority, body)));
  }

  private Function<TenantPlugin, Result<TenantPlugin>> limited(
      Target target, TenantAuthority authority, QuotaView wanted) {
    return TenantPluginEdits.quota(authority, wanted.toDomain(), defaults.of(target.id()));
  }

  @Delete
  @Operation(Action.REMOVE_TENANT_QUOTAS)
  HttpResponse<?> remove(ApiCall call, Target target) {
    return call.answer(changes.change(call, target, Optional.empty(), TenantPluginEdits::noQuota));
  }
}
