package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.entitlement.EnforcedLimits;
import io.hotswap.domain.tenant.entitlement.PluginDefaults;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.tenants.TenantChanges.Target;
import io.hotswap.tenants.wire.QuotaView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a tenant used of a plugin, beside the limits in force.
@Controller("/api/v1/tenants/{tenantId}/plugins/{pluginId}/usage")
final class TenantUsageRoutes {
  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final Duration MOST = Duration.ofHours(3);

  private static final double MILLIS = 1_000;

  private final ChangingTenantPlugins settings;
  private final PluginEntitlements entitlements;
  private final PluginDefaults defaults;
  private final TenantUsages usages;
  private final Releases releases;
  private final EnforcedLimits enforced;
  private final Clock clock;

  TenantUsageRoutes(
      ChangingTenantPlugins settings,
      PluginEntitlements entitlements,
      PluginDefaults defaults,
      TenantUsages usages,
      Releases releases,
      EnforcedLimits enforced,
      Clock clock) {
    this.settings = settings;
    this.entitlements = entitlements;
    this.defaults = defaults;
    this.usages = usages;
    this.releases = releases;
    this.enforced = enforced;
    this.clock = clock;
  }

  /// @param processorSeconds absent where no process served the tenant alone, as is the memory
  /// @param warnings which of the limits nobody enforces
  record UsageView(
      Instant from,
      Instant until,
      long requests,
      long refused,
      int peakConcurrentExecutions,
      Optional<Double> processorSeconds,
      Optional<Long> peakMemoryBytes,
      Optional<QuotaView> limits,
      List<String> warnings,
      List<MinuteView> minutes) {
    static UsageView of(
        Optional<Quota> limits,
        List<String> warnings,
        Instant from,
        Instant until,
        Map<Instant, TenantUsage> used) {
      var all = used.values();
      long millis = all.stream().mapToLong(TenantUsage::processorMillis).sum();
      long memory = all.stream().mapToLong(TenantUsage::peakMemoryBytes).max().orElse(0);
      return new UsageView(
          from,
          until,
          all.stream().mapToLong(TenantUsage::requests).sum(),
          all.stream().mapToLong(TenantUsage::refused).sum(),
          all.stream().mapToInt(TenantUsage::peak).max().orElse(0),
          seconds(millis),
          measured(memory),
          limits.map(QuotaView::of),
          warnings,
          used.entrySet().stream().map(it -> MinuteView.of(it.getKey(), it.getValue())).toList());
    }
  }

  record MinuteView(
      Instant minute,
      long requests,
      long refused,
      int peakConcurrentExecutions,
      Optional<Double> processorSeconds,
      Optional<Long> peakMemoryBytes) {
    static MinuteView of(Instant minute, TenantUsage it) {
      return new MinuteView(
          minute,
          it.requests(),
          it.refused(),
          it.peak(),
          seconds(it.processorMillis()),
          measured(it.peakMemoryBytes()));
    }
  }

  private static Optional<Double> seconds(long millis) {
    return measured(millis).map(it -> it / MILLIS);
  }

  private static Optional<Long> measured(long value) {
    return value == 0 ? Optional.empty() : Optional.of(value);
  }

  @Get
  @Operation(Action.VIEW_TENANT_USAGE)
  HttpResponse<?> view(ApiCall call, Target target) {
    return call.answer(
        TenantAuthority.counted(call.caller(), target.tenantId())
            .then(it -> entitlements.checked(call.caller(), target.id()))
            .then(it -> call.duration("window", DEFAULT, Duration.ofMinutes(1), MOST))
            .then(window -> settings.find(target.id()).map(it -> usage(it, window)))
            .map(ApiAnswer::ok));
  }

  private UsageView usage(TenantPlugin it, Duration window) {
    var until = clock.instant();
    var from = until.minus(window);
    var id = it.id();
    var used = usages.of(id.environment(), id.pluginId(), id.tenant(), from, until);
    var inForce = it.quota().inForce(defaults.of(id));
    var name = releases.pluginName(id.pluginId()).orElseThrow();
    var warnings = enforced.warning(id.environment(), name, inForce).stream().toList();
    return UsageView.of(inForce, warnings, from, until, used);
  }
}
