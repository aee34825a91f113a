package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Plan.Outlook;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.ExpectedStage;
import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Forecasts whether the stages of a plan can reach a verdict: runs the real verdict calculation on
/// simulated stages with the traffic of the last day and no difference between the versions.
public final class VerdictForecast {
  private static final int DRAWS = 5;
  private static final int MANY_TENANTS = 500;

  /// Upper bound of simulated tenants: more tenants only make a verdict easier to reach.
  private static final int MAX_TENANTS = 2_000;

  /// Upper bound of simulated stages, because a request waits for them.
  static final int MAX_DRAWN = 600;

  private static final Duration WEEK = Duration.ofDays(7);

  private final RecentTraffic traffic;
  private int drawn;

  public VerdictForecast(RecentTraffic traffic) {
    this.traffic = traffic;
  }

  /// One outlook for each judged stage, in order; none for a strategy without verdicts.
  public List<Outlook> of(Strategy strategy) {
    var found = forecast(strategy).toList();
    if (found.stream().allMatch(Outlook::reachable)) {
      return found;
    }
    var help = wouldHelp(strategy);
    return found.stream()
        .map(it -> it.reachable() ? it : new Outlook(false, it.why(), help))
        .toList();
  }

  /// How many stages were simulated so far.
  public int drawn() {
    return drawn;
  }

  /// Lazy: a stage is simulated when the stream reaches it.
  private Stream<Outlook> forecast(Strategy strategy) {
    return switch (strategy) {
      case Canary it -> {
        var question = it.question();
        yield it.judgedShares().stream()
            .map(share -> forecast(question, share, it.callsAreIndependent(), times(it)));
      }
      case AbTest it ->
          Stream.of(
              forecast(
                  it.question(),
                  it.percentB(),
                  it.callsAreIndependent(),
                  new Times(it.testDuration(), it.maxExtension())));
      default -> Stream.empty();
    };
  }

  private record Times(Duration period, Duration extension) {}

  private static Times times(Canary it) {
    return new Times(it.evaluationPeriod(), it.maxExtension());
  }

  private Outlook forecast(VerdictQuestion requested, int share, boolean independent, Times times) {
    var question =
        foreseeable(requested)
            .withFewTenantsLooks(PollSchedule.fewTenantsPolls(times.extension()), independent);
    int tenants = Math.min(traffic.tenants(), MAX_TENANTS);
    var stage =
        new ExpectedStage(
            tenants,
            CohortSelector.size(tenants, share),
            tenants == 0 ? 0 : traffic.callsPerSecond() * tenants / traffic.tenants(),
            traffic.errorRate(),
            traffic.logSpread(),
            traffic.time());
    int draws = traffic.tenants() > MANY_TENANTS ? 1 : DRAWS;
    List<Verdict> lost = new ArrayList<>();
    for (int draw = 0; draw < draws && 2 * lost.size() < draws; draw++) {
      var verdict = drawn(stage, question, times, draw);
      if (!passes(verdict)) {
        lost.add(verdict);
      }
    }
    return 2 * lost.size() < draws
        ? new Outlook(true, with("a version that is no worse reaches a verdict"), List.of())
        : new Outlook(
            false, with("no verdict is to be expected. " + lost.getFirst().reason()), List.of());
  }

  /// Without the metrics that the plugin records, which cannot be forecast.
  private static VerdictQuestion foreseeable(VerdictQuestion requested) {
    var known =
        requested.criteria().stream()
            .filter(it -> !(it.metric() instanceof Metric.Recorded))
            .toList();
    var criteria = known.isEmpty() ? List.of(Criterion.of(new Metric.Latency())) : known;
    return new VerdictQuestion(
        criteria,
        requested.alpha() * criteria.size() / requested.criteria().size(),
        requested.minimumCalls(),
        requested.minimumTenants(),
        requested.expectedShare(),
        requested.fewTenantsLooks(),
        requested.callsAreIndependent());
  }

  private Verdict drawn(ExpectedStage stage, VerdictQuestion question, Times times, long seed) {
    drawn++;
    var first = stage.judged(question, times.period(), seed);
    return passes(first) || !times.extension().isPositive()
        ? first
        : stage.judged(question, times.period().plus(times.extension()), seed);
  }

  private static boolean passes(Verdict verdict) {
    return verdict.answer() == Conclusion.Same || verdict.answer() == Conclusion.Better;
  }

  private String with(String what) {
    return "With the " + traffic + ", taking all tenants to call alike: " + what;
  }

  private boolean reachesVerdict(Strategy strategy) {
    return forecast(strategy).allMatch(it -> it.reachable() && drawn < MAX_DRAWN);
  }

  private List<String> wouldHelp(Strategy strategy) {
    List<String> help = new ArrayList<>();
    switch (strategy) {
      case Canary it -> canary(it, help);
      case AbTest it -> variants(it, help);
      default -> {}
    }
    help.add("\"onInconclusive\": \"Pause\", and a person who promotes or aborts");
    return help;
  }

  private void canary(Canary it, List<String> help) {
    var larger = with(it, List.of(50, 100), it.evaluationPeriod(), it.callsAreIndependent());
    if (reachesVerdict(larger)) {
      help.add("larger steps: \"steps\": [50, 100]");
    }
    longer(it.evaluationPeriod(), period -> with(it, it.steps(), period, it.callsAreIndependent()))
        .ifPresent(period -> help.add("a longer period: \"evaluationPeriod\": \"" + period + "\""));
    if (help.isEmpty()) {
      longer(
              it.evaluationPeriod(),
              period -> with(it, List.of(50, 100), period, it.callsAreIndependent()))
          .ifPresent(
              period ->
                  help.add("both: \"steps\": [50, 100], \"evaluationPeriod\": \"" + period + "\""));
    }
    if (!it.callsAreIndependent()) {
      longer(it.evaluationPeriod(), period -> with(it, it.steps(), period, true))
          .ifPresent(period -> help.add(declared() + ", \"evaluationPeriod\": \"" + period + "\""));
    }
  }

  private static Canary with(Canary it, List<Integer> steps, Duration period, boolean independent) {
    return new Canary(
        steps,
        period,
        it.maxExtension(),
        it.onInconclusive(),
        it.autoRollback(),
        it.minimumCalls(),
        independent ? 1 : it.minimumTenants(),
        independent);
  }

  private void variants(AbTest it, List<String> help) {
    longer(it.testDuration(), time -> with(it, it.percentB(), time, it.callsAreIndependent()))
        .ifPresent(time -> help.add("a longer test: \"testDuration\": \"" + time + "\""));
    longer(it.testDuration(), time -> with(it, 50, time, it.callsAreIndependent()))
        .ifPresent(
            time ->
                help.add(
                    "halves: \"trafficSplit\": {\"A\": 50, \"B\": 50}, \"testDuration\": \""
                        + time
                        + "\""));
    boolean recorded = it.compared().stream().anyMatch(Metric.Recorded.class::isInstance);
    if (!it.callsAreIndependent() && !recorded) {
      longer(it.testDuration(), time -> with(it, it.percentB(), time, true))
          .ifPresent(time -> help.add(declared() + ", \"testDuration\": \"" + time + "\""));
    }
  }

  private static AbTest with(AbTest it, int percentB, Duration time, boolean independent) {
    return new AbTest(
        it.variantA(),
        it.variantB(),
        percentB,
        time,
        it.maxExtension(),
        it.onInconclusive(),
        it.decisionMetrics(),
        it.minimumCalls(),
        independent ? 1 : it.minimumTenants(),
        independent,
        it.metrics());
  }

  private static String declared() {
    return "if one call's failure says nothing of the next: \"callsAreIndependent\": true,"
        + " \"minimumTenants\": 1";
  }

  private interface Changed {
    Strategy withPeriod(Duration period);
  }

  /// The first doubling of the period that suffices, up to a week; empty when none is found within
  /// the simulation budget.
  private Optional<Duration> longer(Duration period, Changed changed) {
    if (traffic.calls() == 0) {
      return Optional.empty();
    }
    for (var time = period;
        time.compareTo(WEEK) <= 0 && drawn < MAX_DRAWN;
        time = time.multipliedBy(2)) {
      if (reachesVerdict(changed.withPeriod(time))) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }
}
