package io.hotswap.tenants;

import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Put;
import java.util.Optional;

/// Limits of a tenant's calls: the platform's staff set the ceiling, the tenant's owner the own
/// ones.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/quotas")
final class TenantQuotaRoutes {
  private final TenantChanges changes;

  TenantQuotaRoutes(TenantChanges changes) {
    this.changes = changes;
  }

  record Quotas(int maxRequestsPerMinute, int maxConcurrentExecutions) {
    Quota toDomain() {
      return new Quota(maxRequestsPerMinute, maxConcurrentExecutions);
    }
  }

  @Put
  @Operation(Action.SET_TENANT_QUOTAS)
  HttpResponse<?> set(ApiCall call, Target target) {
    return call.change(
        Quotas.class,
        (body, requestId) ->
            changes.change(
                call,
                target,
                Optional.empty(),
                authority -> TenantPluginEdits.quota(authority, body.toDomain())));
  }

  @Delete
  @Operation(Action.REMOVE_TENANT_QUOTAS)
  HttpResponse<?> remove(ApiCall call, Target target) {
    return call.answer(changes.change(call, target, Optional.empty(), TenantPluginEdits::noQuota));
  }
}
