package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.dependency.world.TenantNeeds;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.domain.tenant.entitlement.PluginDefaults;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a tenant has set of plugins, and whether it uses them.
@Controller("/api/v1/tenants/{tenantId}/plugins")
final class TenantPluginRoutes {
  private final TenantChanges changes;
  private final ChangingTenantPlugins changing;
  private final TenantPlugins tenantPlugins;
  private final Releases releases;
  private final ConfigurationFit fit;
  private final TenantNeeds needs;
  private final PluginEntitlements entitlements;
  private final PluginDefaults defaults;

  TenantPluginRoutes(
      TenantChanges changes,
      ChangingTenantPlugins changing,
      TenantPlugins tenantPlugins,
      Releases releases,
      ConfigurationFit fit,
      TenantNeeds needs,
      PluginEntitlements entitlements,
      PluginDefaults defaults) {
    this.changes = changes;
    this.changing = changing;
    this.tenantPlugins = tenantPlugins;
    this.releases = releases;
    this.fit = fit;
    this.needs = needs;
    this.entitlements = entitlements;
    this.defaults = defaults;
  }

  record TenantPluginPage(List<TenantPluginView> items, Optional<String> next) {}

  record Enabling(Optional<String> reason) {}

  @Get
  @Operation(Action.LIST_TENANT_PLUGINS)
  HttpResponse<?> list(ApiCall call, String tenantId, @QueryValue Environment environment) {
    return call.page(
        page ->
            visible(call, tenantId)
                .map(it -> tenantPlugins.ofTenant(environment, it, page))
                .map(it -> ApiAnswer.ok(listed(it, call.disclosure()))));
  }

  @Get("/{pluginId}")
  @Operation(Action.VIEW_TENANT_PLUGIN)
  HttpResponse<?> view(ApiCall call, Target target) {
    return call.answer(
        changes.visible(call, target).then(changing::find).map(it -> changes.answer(it, call)));
  }

  @Post("/{pluginId}/enable")
  @Operation(Action.ENABLE_TENANT_PLUGIN)
  HttpResponse<?> enable(ApiCall call, Target target) {
    return switched(call, target, true);
  }

  @Post("/{pluginId}/disable")
  @Operation(Action.DISABLE_TENANT_PLUGIN)
  HttpResponse<?> disable(ApiCall call, Target target) {
    return switched(call, target, false);
  }

  private HttpResponse<?> switched(ApiCall call, Target target, boolean enabled) {
    return call.change(
        Enabling.class,
        (body, requestId) ->
            changes.change(call, target, body.reason(), authority -> it -> switched(it, enabled)));
  }

  /// While a tenant was disabled, no deployment asked what its configuration fits.
  private Result<TenantPlugin> switched(TenantPlugin it, boolean enabled) {
    return TenantPluginEdits.enabled(enabled)
        .apply(it)
        .then(next -> fit.checked(next, ""))
        .then(next -> needs.checked(it, next, ""));
  }

  private static Result<String> visible(ApiCall call, String tenantId) {
    return TenantAuthority.refusalToSee(call.caller(), tenantId)
        .<Result<String>>map(Result::refused)
        .orElseGet(() -> Result.done(tenantId));
  }

  private TenantPluginPage listed(Page<TenantPlugin> page, Disclosure shown) {
    var items =
        page.items().stream()
            .filter(it -> shown.operations() || entitlements.isPermitted(it))
            .toList();
    var names = releases.pluginNames(items.stream().map(it -> it.id().pluginId()).toList());
    var defaultsOf = defaults.of(items);
    return new TenantPluginPage(
        items.stream()
            .filter(it -> names.containsKey(it.id().pluginId()))
            .map(it -> view(it, names, defaultsOf, shown))
            .toList(),
        page.next().map(Parameters::next));
  }

  /// Settings of a plugin that was deleted are not listed.
  private static TenantPluginView view(
      TenantPlugin it,
      Map<PluginId, String> names,
      Map<TenantPluginId, TenantDefaults> defaults,
      Disclosure shown) {
    return TenantPluginView.of(
        it,
        Objects.requireNonNull(defaults.get(it.id())),
        Objects.requireNonNull(names.get(it.id().pluginId())),
        Optional.empty(),
        Optional.empty(),
        shown);
  }
}
