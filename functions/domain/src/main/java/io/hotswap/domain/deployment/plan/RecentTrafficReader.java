package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.traffic.Hour;
import io.hotswap.domain.traffic.SampledMinutes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// Reads a day of traffic.
public final class RecentTrafficReader {
  private static final Duration DAY = Duration.ofDays(1);

  private final Tenants tenants;
  private final CallStats callStats;

  public RecentTrafficReader(Tenants tenants, CallStats callStats) {
    this.tenants = tenants;
    this.callStats = callStats;
  }

  /// @param version whose calls are counted; empty: none
  RecentTraffic read(
      PlanBuilder.Subject subject, RoutedTenants settings, Optional<String> version, Instant now) {
    var since = now.minus(DAY).truncatedTo(ChronoUnit.DAYS);
    var calling = tenants.calling(subject.environment(), subject.pluginId(), since);
    return RecentTraffic.of(
        CohortSelector.movable(calling, settings, Set.of()).size(),
        version.map(it -> minutes(subject, it, now)).orElse(SampledMinutes.NONE));
  }

  private SampledMinutes minutes(PlanBuilder.Subject subject, String version, Instant now) {
    return SampledMinutes.of(
        Hour.newestFirst(now.minus(DAY), now),
        it ->
            callStats.of(
                subject.environment(), subject.pluginId(), version, it.from(), it.until()));
  }
}
