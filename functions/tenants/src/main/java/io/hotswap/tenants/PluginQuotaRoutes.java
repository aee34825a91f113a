package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.entitlement.EnforcedLimits;
import io.hotswap.tenants.TenantChanges.Target;
import io.hotswap.tenants.wire.QuotaView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Optional;

/// Limits of the calls of each of a plugin's tenants that has no ceiling of its own.
@Controller("/api/v1/plugins/{id}/quotas")
final class PluginQuotaRoutes {
  private final ChangingTenantPlugins changing;
  private final TenantDefaults stage;
  private final Releases releases;
  private final EnforcedLimits enforced;

  PluginQuotaRoutes(
      ChangingTenantPlugins changing,
      TenantDefaults stage,
      Releases releases,
      EnforcedLimits enforced) {
    this.changing = changing;
    this.stage = stage;
    this.releases = releases;
    this.enforced = enforced;
  }

  /// @param inForce for tenants for whom nothing else is set
  /// @param warnings which of these limits nobody enforces
  record PluginQuotasView(
      PluginId pluginId,
      Environment environment,
      Optional<QuotaView> platform,
      Optional<QuotaView> plugin,
      Optional<QuotaView> inForce,
      List<String> warnings,
      long revision) {}

  record PluginQuotasDryRun(PluginQuotasView before, PluginQuotasView after) {}

  @Get
  @Operation(Action.VIEW_PLUGIN_QUOTAS)
  HttpResponse<?> view(ApiCall call, String id, @QueryValue Environment environment) {
    return call.answer(changing.find(everyTenant(id, environment)).map(this::answer));
  }

  @Put
  @Operation(Action.SET_PLUGIN_QUOTAS)
  HttpResponse<?> set(
      ApiCall call,
      String id,
      @QueryValue Environment environment,
      @QueryValue(defaultValue = "false") boolean dryRun) {
    var target = new Target(TenantPluginId.EVERY_TENANT, id, environment, dryRun);
    return call.change(
        QuotaView.class, (body, requestId) -> changed(call, target, Optional.of(body.toDomain())));
  }

  @Delete
  @Operation(Action.REMOVE_PLUGIN_QUOTAS)
  HttpResponse<?> remove(
      ApiCall call,
      String id,
      @QueryValue Environment environment,
      @QueryValue(defaultValue = "false") boolean dryRun) {
    var target = new Target(TenantPluginId.EVERY_TENANT, id, environment, dryRun);
    return call.answer(changed(call, target, Optional.empty()));
  }

  private Result<ApiAnswer> changed(ApiCall call, Target target, Optional<Quota> wanted) {
    return Policy.refusalToChange(call.caller(), target.environment())
        .<Result<Optional<Long>>>map(Result::refused)
        .orElseGet(call::expectedRevision)
        .map(expected -> TenantChanges.command(call, target, expected, Optional.empty()))
        .then(
            command ->
                changing.change(
                    command, it -> Result.done(it.withQuota(it.quota().withCeiling(wanted)))))
        .map(it -> target.dryRun() ? dryRun(it) : answer(it.after()));
  }

  private static TenantPluginId everyTenant(String id, Environment environment) {
    return TenantPluginId.ofEveryTenant(environment, PluginId.parse(id));
  }

  private ApiAnswer dryRun(Change it) {
    return ApiAnswer.ok(new PluginQuotasDryRun(view(it.before()), view(it.after())))
        .withETag(it.before().revision());
  }

  private ApiAnswer answer(TenantPlugin it) {
    return ApiAnswer.ok(view(it)).withETag(it.revision());
  }

  private PluginQuotasView view(TenantPlugin it) {
    var ofPlugin = stage.ofPlugin(it);
    var name = releases.pluginName(it.id().pluginId()).orElseThrow();
    return new PluginQuotasView(
        it.id().pluginId(),
        it.id().environment(),
        ofPlugin.platformQuota().map(QuotaView::of),
        ofPlugin.pluginQuota().map(QuotaView::of),
        ofPlugin.quota().map(QuotaView::of),
        enforced.warning(it.id().environment(), name, ofPlugin.quota()).stream().toList(),
        it.revision());
  }
}
