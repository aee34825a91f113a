package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.KeptTenant;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Wanted;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.KeptTenants;
import io.hotswap.domain.tenant.entitlement.EnforcedLimits;
import io.hotswap.domain.tenant.entitlement.PluginDefaults;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the changes of a tenant's settings have in common: who may, `If-Match`, `dryRun`, and an
/// answer with the settings and their `ETag`.
@Singleton
final class TenantChanges {
  private final ChangingTenantPlugins changing;
  private final Releases releases;
  private final PluginEntitlements entitlements;
  private final PluginDefaults defaults;
  private final KeptTenants keptTenants;
  private final EnforcedLimits enforced;

  TenantChanges(
      ChangingTenantPlugins changing,
      Releases releases,
      PluginEntitlements entitlements,
      PluginDefaults defaults,
      KeptTenants keptTenants,
      EnforcedLimits enforced) {
    this.changing = changing;
    this.releases = releases;
    this.entitlements = entitlements;
    this.defaults = defaults;
    this.keptTenants = keptTenants;
    this.enforced = enforced;
  }

  /// What path and query name; [TargetBinder] reads them.
  ///
  /// @param dryRun whether nothing is written
  record Target(String tenantId, String pluginId, Environment environment, boolean dryRun) {
    TenantPluginId id() {
      return new TenantPluginId(environment, PluginId.parse(pluginId), tenantId);
    }
  }

  /// @param before the settings as they are
  /// @param after as they would be
  /// @param changes pointers to the values of the configuration that would differ
  record DryRun(TenantPluginView before, TenantPluginView after, List<String> changes) {}

  /// @param edit by whom the caller acts for
  Result<ApiAnswer> change(
      ApiCall call,
      Target target,
      Optional<String> reason,
      Function<TenantAuthority, Function<TenantPlugin, Result<TenantPlugin>>> edit) {
    return configure(
        call, target, reason, authority -> it -> edit.apply(authority).apply(it).map(Wanted::of));
  }

  /// The same with an edit that may bring a configuration.
  Result<ApiAnswer> configure(
      ApiCall call,
      Target target,
      Optional<String> reason,
      Function<TenantAuthority, Function<TenantPlugin, Result<Wanted>>> edit) {
    return authority(call, target)
        .then(
            authority ->
                call.expectedRevision()
                    .map(expected -> command(call, target, expected, reason))
                    .then(command -> changing.configure(command, edit.apply(authority))))
        .map(it -> target.dryRun() ? dryRun(it, call) : answer(it.after(), call));
  }

  private ApiAnswer dryRun(Change it, ApiCall call) {
    var ofPlugin = defaults.of(it.before().id());
    return ApiAnswer.ok(
            new DryRun(
                view(it.before(), ofPlugin, Optional.empty(), call),
                view(it.after(), ofPlugin, Optional.empty(), call),
                it.changes()))
        .withETag(it.before().revision());
  }

  /// For whom the caller changes the settings; refused where they may not, or where the tenant may
  /// not use the plugin.
  Result<TenantAuthority> authority(ApiCall call, Target target) {
    return TenantAuthority.of(call.caller(), target.tenantId(), target.environment())
        .then(it -> entitlements.checked(it, target.id()).map(checked -> it));
  }

  /// The settings that the caller may see.
  Result<TenantPluginId> visible(ApiCall call, Target target) {
    return TenantAuthority.refusalToSee(call.caller(), target.tenantId())
        .<Result<TenantPluginId>>map(Result::refused)
        .orElseGet(() -> entitlements.checked(call.caller(), target.id()));
  }

  static ChangingTenantPlugins.Command command(
      ApiCall call, Target target, Optional<Long> expected, Optional<String> reason) {
    return new ChangingTenantPlugins.Command(
        target.id(), expected, target.dryRun(), call.action().operationId(), reason, call.origin());
  }

  ApiAnswer answer(TenantPlugin it, ApiCall call) {
    return ApiAnswer.ok(view(it, defaults.of(it.id()), keptTenants.of(it), call))
        .withETag(it.revision());
  }

  private TenantPluginView view(
      TenantPlugin it, TenantDefaults ofPlugin, Optional<KeptTenant> kept, ApiCall call) {
    var name = releases.pluginName(it.id().pluginId()).orElseThrow();
    return TenantPluginView.of(
        it, ofPlugin, name, kept, Optional.of(warnings(it, ofPlugin, name)), call.disclosure());
  }

  private List<String> warnings(TenantPlugin it, TenantDefaults ofPlugin, String name) {
    return Stream.of(
            deprecation(it),
            enforced.warning(it.id().environment(), name, it.quota().inForce(ofPlugin)))
        .flatMap(Optional::stream)
        .toList();
  }

  /// That the version which the tenant is pinned to is deprecated.
  private Optional<String> deprecation(TenantPlugin it) {
    return it.pin()
        .flatMap(pin -> releases.find(it.id().pluginId(), pin.version().version()))
        .flatMap(Releases.Release::warning);
  }
}
