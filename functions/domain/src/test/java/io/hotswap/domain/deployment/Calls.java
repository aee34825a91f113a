package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import java.util.HashMap;
import java.util.Map;

/// Calls that tenants made during an analysis, as one node counts them.
final class Calls {
  private static final int EACH = 1000;

  private Calls() {}

  /// All known tenants call, each the version that the document routes it to.
  ///
  /// @param failing share of the candidate's calls that fail; of the baseline's 1 in 200 do
  static void made(InMemoryControlPlane inMemoryControlPlane, String candidate, double failing) {
    made(inMemoryControlPlane, candidate, failing, 2000);
  }

  /// @param micros that a call of the candidate takes; one of the baseline takes 2,000
  static void made(
      InMemoryControlPlane inMemoryControlPlane, String candidate, double failing, double micros) {
    var document = inMemoryControlPlane.inForce();
    var window = document.supervision().analysis().orElseThrow().window();
    Map<String, Map<String, TenantStats>> versions = new HashMap<>();
    for (var tenant : inMemoryControlPlane.observed.tenants()) {
      if (document.route(tenant, TenantRouting.DEFAULT, "n1") instanceof Route.To to) {
        var version = to.version().release();
        double share = version.equals(candidate) ? failing : 0.005;
        versions
            .computeIfAbsent(version, it -> new HashMap<>())
            .put(
                tenant,
                figures(Math.round(EACH * share), version.equals(candidate) ? micros : 2000));
      }
    }
    inMemoryControlPlane.observed.samples.values().removeIf(it -> it.window().equals(window));
    inMemoryControlPlane.observed.record(
        new TenantSample(
            Environment.Development,
            InMemoryControlPlane.MARKDOWN,
            window,
            "n1",
            "n1-1",
            inMemoryControlPlane.now,
            versions,
            before(inMemoryControlPlane)));
  }

  private static Map<String, TenantStats> before(InMemoryControlPlane inMemoryControlPlane) {
    Map<String, TenantStats> before = new HashMap<>();
    inMemoryControlPlane.observed.tenants().forEach(it -> before.put(it, figures(5, 2000)));
    return before;
  }

  private static TenantStats figures(long failures, double micros) {
    return new TenantStats(EACH, failures, EACH * Math.log(micros), Map.of());
  }
}
