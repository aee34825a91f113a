package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.audit.AuditEntries;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Optional;

/// What was changed of a tenant's settings, newest first.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/history")
final class TenantHistoryRoutes {
  private final ChangingTenantPlugins settings;
  private final PluginEntitlements entitlements;
  private final AuditEntries entries;

  TenantHistoryRoutes(
      ChangingTenantPlugins settings, PluginEntitlements entitlements, AuditEntries entries) {
    this.settings = settings;
    this.entitlements = entitlements;
    this.entries = entries;
  }

  record TenantHistoryPage(List<TenantHistoryView> items, Optional<String> next) {}

  @Get
  @Operation(Action.LIST_TENANT_HISTORY)
  HttpResponse<?> list(ApiCall call, Target target) {
    var id = target.id();
    var subject = AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId());
    return call.page(
        page ->
            RegisteredTenantRoutes.managed(call, target.tenantId())
                .then(it -> entitlements.checked(call.caller(), id))
                .then(it -> settings.known(id.pluginId()))
                .map(it -> entries.of(subject, page))
                .map(it -> ApiAnswer.ok(listed(it, call.disclosure()))));
  }

  private static TenantHistoryPage listed(Page<AuditEntry> page, Disclosure shown) {
    return new TenantHistoryPage(
        page.items().stream().map(it -> TenantHistoryView.of(it.record(), shown)).toList(),
        page.next().map(Parameters::next));
  }
}
