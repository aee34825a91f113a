package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/// What the changes of a tenant's settings have in common: who may, `If-Match`, `dryRun`, and an
/// answer with the settings and their `ETag`.
@Singleton
final class TenantChanges {
  private final ChangingTenantPlugins changing;
  private final Releases releases;

  TenantChanges(ChangingTenantPlugins changing, Releases releases) {
    this.changing = changing;
    this.releases = releases;
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
  record DryRun(TenantPluginView before, TenantPluginView after) {}

  /// @param edit by whom the caller acts for
  Result<ApiAnswer> change(
      ApiCall call,
      Target target,
      Optional<String> reason,
      Function<TenantAuthority, Function<TenantPlugin, Result<TenantPlugin>>> edit) {
    var id = target.id();
    return TenantAuthority.of(call.caller(), id.tenant(), id.environment())
        .then(
            authority ->
                call.expectedRevision()
                    .map(expected -> command(call, target, expected, reason))
                    .then(command -> changing.change(command, edit.apply(authority))))
        .map(
            it ->
                target.dryRun()
                    ? ApiAnswer.ok(new DryRun(view(it.before(), call), view(it.after(), call)))
                        .withETag(it.before().revision())
                    : answer(it.after(), call));
  }

  static ChangingTenantPlugins.Command command(
      ApiCall call, Target target, Optional<Long> expected, Optional<String> reason) {
    return new ChangingTenantPlugins.Command(
        target.id(), expected, target.dryRun(), call.action().operationId(), reason, call.origin());
  }

  ApiAnswer answer(TenantPlugin it, ApiCall call) {
    return ApiAnswer.ok(view(it, call)).withETag(it.revision());
  }

  private TenantPluginView view(TenantPlugin it, ApiCall call) {
    var name = releases.pluginName(it.id().pluginId()).orElseThrow();
    return TenantPluginView.of(it, name, call.disclosure());
  }
}
