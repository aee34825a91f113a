package io.hotswap.tenants;

import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.dependency.world.TenantNeeds;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Put;
import java.util.Optional;

/// Whether a tenant may use a plugin, as Admins decide.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/access")
final class TenantAccessRoutes {
  private final TenantChanges changes;
  private final ConfigurationFit fit;
  private final TenantNeeds needs;

  TenantAccessRoutes(TenantChanges changes, ConfigurationFit fit, TenantNeeds needs) {
    this.changes = changes;
    this.fit = fit;
    this.needs = needs;
  }

  record AccessDecision(PluginAccess access, Optional<String> reason) {}

  @Put
  @Operation(Action.SET_PLUGIN_ACCESS)
  HttpResponse<?> set(ApiCall call, Target target) {
    return call.change(
        AccessDecision.class,
        (body, requestId) ->
            changes.change(
                call,
                target,
                body.reason(),
                authority -> it -> decided(it, Optional.of(body.access()))));
  }

  @Delete
  @Operation(Action.REMOVE_PLUGIN_ACCESS)
  HttpResponse<?> remove(ApiCall call, Target target) {
    return call.answer(
        changes.change(
            call, target, Optional.empty(), authority -> it -> decided(it, Optional.empty())));
  }

  /// While a tenant was refused, no deployment asked what its configuration fits.
  private Result<TenantPlugin> decided(TenantPlugin it, Optional<PluginAccess> access) {
    return TenantPluginEdits.access(access)
        .apply(it)
        .then(next -> fit.checked(next, ""))
        .then(next -> needs.checked(it, next, ""));
  }
}
