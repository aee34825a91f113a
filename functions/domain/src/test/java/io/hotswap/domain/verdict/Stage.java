package io.hotswap.domain.verdict;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.LinkedHashMap;
import java.util.Map;

/// One stage's calls so far: the first tenants in the deployment's order call the candidate.
final class Stage {
  private final Population population;
  private final int cohort;
  private final Effect effect;
  private final Draws draws;
  private final long[] calls;
  private final long[] failures;
  private final double[] logMicros;

  Stage(Population population, double share, Effect effect, Draws draws) {
    this.population = population;
    this.cohort = (int) Math.round(share * population.names.length);
    this.effect = effect;
    this.draws = draws;
    calls = new long[population.names.length];
    failures = new long[calls.length];
    logMicros = new double[calls.length];
  }

  boolean moved(int tenant) {
    return population.order[tenant] < cohort;
  }

  void advance(double seconds) {
    var world = population.world;
    for (int i = 0; i < calls.length; i++) {
      long more = draws.poisson(population.callsPerSecond[i] * seconds);
      if (more > 0) {
        calls[i] += more;
        failures[i] += draws.binomial(more, failing(i));
        logMicros[i] +=
            more * (population.logMicros[i] + (moved(i) ? Math.log(effect.latency()) : 0))
                + world.callSpread() * Math.sqrt(more) * draws.normal();
      }
    }
  }

  private double failing(int tenant) {
    return Math.min(1, population.errorRate[tenant] + (moved(tenant) ? effect.errors() : 0));
  }

  Evidence evidence() {
    return new Evidence(arm(true), arm(false), population.before);
  }

  private Map<String, TenantStats> arm(boolean candidate) {
    var arm = new LinkedHashMap<String, TenantStats>();
    for (int i = 0; i < calls.length; i++) {
      if (calls[i] > 0 && moved(i) == candidate) {
        arm.put(population.names[i], Population.figures(calls[i], failures[i], logMicros[i]));
      }
    }
    return arm;
  }

  /// Calls, failures and log latency of an arm, as whoever forgets the tenants sums them.
  double[] totals(boolean candidate) {
    var totals = new double[3];
    for (int i = 0; i < calls.length; i++) {
      if (moved(i) == candidate) {
        totals[0] += calls[i];
        totals[1] += failures[i];
        totals[2] += logMicros[i];
      }
    }
    return totals;
  }
}
