package io.hotswap.tenants.plugin;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.configuration.KeptTenants;
import io.hotswap.domain.tenant.configuration.KeptTenants.Kept;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Optional;

/// Which tenants deployments of a plugin went around, for those who want to give a version up.
@Controller("/api/v1/plugins/{id}/kept-tenants")
final class KeptTenantRoutes {
  private final ChangingTenantPlugins settings;
  private final KeptTenants keptTenants;

  KeptTenantRoutes(ChangingTenantPlugins settings, KeptTenants keptTenants) {
    this.settings = settings;
    this.keptTenants = keptTenants;
  }

  record KeptTenantPage(List<KeptTenantView> items, Optional<String> next) {}

  /// @param version that serves the tenant
  /// @param from versions that would refuse its configuration
  record KeptTenantView(String tenantId, String version, List<String> from) {
    static KeptTenantView of(Kept it) {
      return new KeptTenantView(
          it.tenant(), it.from().version(), it.from().misfits().stream().sorted().toList());
    }
  }

  @Get
  @Operation(Action.LIST_KEPT_TENANTS)
  HttpResponse<?> list(ApiCall call, String id, @QueryValue Environment environment) {
    return call.page(
        page ->
            settings
                .known(PluginId.parse(id))
                .map(plugin -> keptTenants.ofPlugin(environment, plugin, page))
                .map(it -> ApiAnswer.ok(listed(it))));
  }

  private static KeptTenantPage listed(Page<Kept> page) {
    return new KeptTenantPage(
        page.items().stream().map(KeptTenantView::of).toList(), page.next().map(Parameters::next));
  }
}
