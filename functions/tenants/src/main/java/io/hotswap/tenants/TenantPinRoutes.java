package io.hotswap.tenants;

import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.dependency.world.TenantNeeds;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Put;
import java.time.Clock;
import java.util.Optional;

/// The version that a tenant stays at, whatever is deployed.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/version")
final class TenantPinRoutes {
  private final TenantChanges changes;
  private final PinnableVersions pinnable;
  private final ConfigurationFit fit;
  private final TenantNeeds needs;
  private final Clock clock;

  TenantPinRoutes(
      TenantChanges changes,
      PinnableVersions pinnable,
      ConfigurationFit fit,
      TenantNeeds needs,
      Clock clock) {
    this.changes = changes;
    this.pinnable = pinnable;
    this.fit = fit;
    this.needs = needs;
    this.clock = clock;
  }

  @Put
  @Operation(Action.PIN_TENANT)
  HttpResponse<?> pin(ApiCall call, Target target) {
    return call.change(
        PinBody.class,
        (body, requestId) ->
            changes.change(
                call, target, Optional.of(body.reason()), authority -> it -> pinned(it, body)));
  }

  @Delete
  @Operation(Action.UNPIN_TENANT)
  HttpResponse<?> unpin(ApiCall call, Target target) {
    return call.answer(changes.change(call, target, Optional.empty(), authority -> this::unpinned));
  }

  private Result<TenantPlugin> unpinned(TenantPlugin it) {
    return TenantPluginEdits.unpinned()
        .apply(it)
        .then(next -> fit.checked(next, ""))
        .then(next -> needs.checked(it, next, ""));
  }

  private Result<TenantPlugin> pinned(TenantPlugin it, PinBody body) {
    return pinnable
        .find(it, body.version())
        .then(version -> body.toDomain(version, clock.instant()))
        .then(pin -> TenantPluginEdits.pinned(pin).apply(it))
        .then(next -> fit.checked(next, "/version"))
        .then(next -> needs.checked(it, next, "/version"));
  }
}
