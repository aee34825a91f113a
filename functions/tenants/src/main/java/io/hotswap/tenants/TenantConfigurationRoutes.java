package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Configured;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Reconfigured;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.Optional;

/// What plugins are configured with for a tenant.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/config")
final class TenantConfigurationRoutes {
  private final ConfiguringTenant configuring;
  private final TenantChanges changes;

  TenantConfigurationRoutes(ConfiguringTenant configuring, TenantChanges changes) {
    this.configuring = configuring;
    this.changes = changes;
  }

  @Get
  @Operation(Action.VIEW_TENANT_CONFIGURATION)
  HttpResponse<?> view(ApiCall call, Target target) {
    return call.answer(
        changes
            .visible(call, target)
            .then(configuring::find)
            .map(TenantConfigurationRoutes::answer));
  }

  @Put
  @Operation(Action.SET_TENANT_CONFIGURATION)
  HttpResponse<?> set(ApiCall call, Target target) {
    return call.change(
        ConfigurationBody.class,
        (body, requestId) ->
            changes
                .authority(call, target)
                .then(authority -> body.toDomain())
                .then(sent -> set(call, target, sent))
                .map(it -> answer(it, target.dryRun())));
  }

  private Result<Reconfigured> set(ApiCall call, Target target, Sent sent) {
    return call.expectedRevision()
        .map(it -> TenantChanges.command(call, target, it, Optional.empty()))
        .then(it -> configuring.set(it, sent));
  }

  private static ApiAnswer answer(Reconfigured it, boolean dryRun) {
    return dryRun
        ? ApiAnswer.ok(TenantConfigurationView.DryRun.of(it))
            .withETag(it.before().settings().revision())
        : answer(it.after());
  }

  private static ApiAnswer answer(Configured it) {
    return ApiAnswer.ok(TenantConfigurationView.of(it)).withETag(it.settings().revision());
  }
}
