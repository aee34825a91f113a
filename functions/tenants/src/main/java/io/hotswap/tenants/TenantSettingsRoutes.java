package io.hotswap.tenants;

import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Wanted;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.configuration.ReplacingSettings;
import io.hotswap.domain.tenant.configuration.ReplacingSettings.Document;
import io.hotswap.domain.tenant.entitlement.PluginDefaults;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import java.util.function.Function;

/// All that is set for a tenant of a plugin, as one document.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}")
final class TenantSettingsRoutes {
  private final TenantChanges changes;
  private final ReplacingSettings replacing;
  private final PluginDefaults defaults;

  TenantSettingsRoutes(
      TenantChanges changes, ReplacingSettings replacing, PluginDefaults defaults) {
    this.changes = changes;
    this.replacing = replacing;
    this.defaults = defaults;
  }

  @Put
  @Operation(Action.SET_TENANT_PLUGIN)
  HttpResponse<?> replace(ApiCall call, Target target) {
    return call.change(
        TenantSettingsBody.class,
        (body, requestId) ->
            body.toDomain(target)
                .then(
                    document ->
                        changes.configure(
                            call,
                            target,
                            body.reason(),
                            authority -> replaced(target, authority, document))));
  }

  private Function<TenantPlugin, Result<Wanted>> replaced(
      Target target, TenantAuthority authority, Document document) {
    var ofPlugin = defaults.of(target.id());
    return it -> replacing.replaced(it, authority, ofPlugin, document, target.dryRun());
  }
}
