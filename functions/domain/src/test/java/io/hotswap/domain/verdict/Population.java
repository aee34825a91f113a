package io.hotswap.domain.verdict;

import io.hotswap.domain.routing.TenantHash;
import io.hotswap.domain.telemetry.TenantStats;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The tenants of one simulated rollout, and what was known of them before.
final class Population {
  final World world;
  final String[] names;
  final double[] callsPerSecond;
  final double[] errorRate;
  final double[] logMicros;

  /// Place of each tenant in the order in which the deployment moves them.
  final int[] order;

  final Map<String, TenantStats> before;

  Population(World world, long seed) {
    var draws = new Draws(seed);
    this.world = world;
    int tenants = world.tenants();
    names = IntStream.range(0, tenants).mapToObj("tenant-%05d"::formatted).toArray(String[]::new);
    callsPerSecond = traffic(world);
    errorRate = new double[tenants];
    logMicros = new double[tenants];
    order = order("deployment-" + seed);
    var figures = new HashMap<String, TenantStats>();
    for (int i = 0; i < tenants; i++) {
      errorRate[i] =
          draws.beta(
              world.errorRate() * world.concentration(),
              (1 - world.errorRate()) * world.concentration());
      logMicros[i] = Math.log(20_000) + world.latencySpread() * draws.normal();
      var seen = past(i, draws);
      if (seen.calls() > 0) {
        figures.put(names[i], seen);
      }
      double drift = world.drift() * draws.normal();
      logMicros[i] += drift;
      errorRate[i] *= Math.exp(3 * world.drift() * draws.normal());
    }
    before = Map.copyOf(figures);
  }

  private static double[] traffic(World world) {
    var traffic = new double[world.tenants()];
    double sum = 0;
    for (int i = 0; i < traffic.length; i++) {
      traffic[i] = Math.pow(i + 1.0, -world.zipf());
      sum += traffic[i];
    }
    for (int i = 0; i < traffic.length; i++) {
      traffic[i] *= world.callsPerSecond() / sum;
    }
    return traffic;
  }

  private TenantStats past(int tenant, Draws draws) {
    long calls = draws.poisson(callsPerSecond[tenant] * world.before().toSeconds());
    return figures(
        calls,
        draws.binomial(calls, Math.min(1, errorRate[tenant])),
        calls * logMicros[tenant]
            + (calls == 0 ? 0 : world.callSpread() * Math.sqrt(calls) * draws.normal()));
  }

  static TenantStats figures(long calls, long failures, double logMicros) {
    return new TenantStats(calls, failures, logMicros, Map.of());
  }

  private int[] order(String deployment) {
    var hashes = new long[names.length];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = TenantHash.of("payment-processor", deployment, names[i]);
    }
    var byHash =
        IntStream.range(0, hashes.length)
            .boxed()
            .sorted((a, b) -> Long.compareUnsigned(hashes[a], hashes[b]))
            .toList();
    var order = new int[hashes.length];
    for (int place = 0; place < order.length; place++) {
      order[byHash.get(place)] = place;
    }
    return order;
  }
}
