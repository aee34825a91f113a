package io.hotswap.domain.verdict;

import io.hotswap.domain.telemetry.TenantStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// A few tenants of a simulated rollout, each unlike the others, and what they have called so far.
final class FewCallers {
  private static final double CALLS_PER_SECOND = 40;
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final double CALL_SPREAD = 0.5;

  /// @param heavy share of the calls that the first tenant makes; 0: all call alike, give or take
  /// @param heavyFails share of that tenant's calls that fail on any version
  /// @param othersFail of the others'
  record Kind(int tenants, double heavy, double heavyFails, double othersFail) {}

  /// What the candidate adds.
  record Harm(double heavyFails, double othersFail, double latency) {
    static final Harm NONE = new Harm(0, 0, 1);
  }

  private final Kind kind;
  private final Harm harm;
  private final Draws draws;
  private final int[] order;
  private final double[] perSecond;
  private final double[] fails;
  private final double[] logMicros;
  private final Map<String, TenantStats> before = new HashMap<>();
  private TenantStats[] now;

  FewCallers(Kind kind, Harm harm, long seed) {
    this.kind = kind;
    this.harm = harm;
    this.draws = new Draws(seed);
    this.order = shuffled(kind.tenants(), seed);
    perSecond = new double[kind.tenants()];
    fails = new double[kind.tenants()];
    logMicros = new double[kind.tenants()];
    now = nothing(kind.tenants());
    for (int i = 0; i < kind.tenants(); i++) {
      perSecond[i] = CALLS_PER_SECOND * share(i);
      fails[i] = Math.min(1, fails(i) * Math.exp(0.5 * draws.normal()));
      logMicros[i] = Math.log(20_000) + 0.6 * draws.normal();
      before.put("t" + i, called(i, BEFORE.toSeconds(), Harm.NONE, false));
      logMicros[i] += 0.05 * draws.normal();
      fails[i] = Math.min(1, fails[i] * Math.exp(0.15 * draws.normal()));
    }
  }

  private static TenantStats[] nothing(int tenants) {
    var nothing = new TenantStats[tenants];
    Arrays.fill(nothing, TenantStats.NONE);
    return nothing;
  }

  private static int[] shuffled(int tenants, long seed) {
    var random = new SplittableRandom(~seed);
    var order = new int[tenants];
    for (int i = 0; i < tenants; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private double share(int tenant) {
    if (kind.heavy() == 0) {
      return 1.0 / kind.tenants();
    }
    return tenant == 0 ? kind.heavy() : (1 - kind.heavy()) / (kind.tenants() - 1);
  }

  private double fails(int tenant) {
    return tenant == 0 ? kind.heavyFails() : kind.othersFail();
  }

  void begin() {
    now = nothing(kind.tenants());
  }

  /// @param moved how many tenants are on the candidate
  void call(double seconds, int moved) {
    for (int i = 0; i < now.length; i++) {
      now[i] = now[i].plus(called(i, seconds, harm, order[i] < moved));
    }
  }

  private TenantStats called(int tenant, double seconds, Harm harmed, boolean moved) {
    long calls = draws.poisson(perSecond[tenant] * seconds);
    double harms = tenant == 0 ? harmed.heavyFails() : harmed.othersFail();
    double failing = Math.min(1, fails[tenant] + (moved ? harms : 0));
    double log = logMicros[tenant] + (moved ? Math.log(harmed.latency()) : 0);
    double spread = calls == 0 ? 0 : CALL_SPREAD * Math.sqrt((double) calls) * draws.normal();
    return new TenantStats(calls, draws.binomial(calls, failing), calls * log + spread, Map.of());
  }

  Evidence evidence(int moved) {
    Map<String, TenantStats> candidate = new HashMap<>();
    Map<String, TenantStats> baseline = new HashMap<>();
    for (int i = 0; i < now.length; i++) {
      if (now[i].calls() > 0) {
        (order[i] < moved ? candidate : baseline).put("t" + i, now[i]);
      }
    }
    return new Evidence(candidate, baseline, before);
  }
}
