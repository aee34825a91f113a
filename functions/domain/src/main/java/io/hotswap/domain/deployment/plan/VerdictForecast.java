package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Plan.Outlook;
import io.hotswap.domain.deployment.strategy.StrategySettings;
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

/// Whether the stages of a plan can reach a verdict: the real judge is asked of stages that are
/// drawn like the last day, in which nothing is wrong.
public final class VerdictForecast {
  private static final int DRAWS = 5;
  private static final int MANY_TENANTS = 500;

  /// More are not drawn: with them it could only be easier.
  private static final int MOST_TENANTS = 2_000;

  /// Of all stages that are tried: a request waits for them.
  static final int MOST_DRAWN = 600;

  private static final Duration WEEK = Duration.ofDays(7);

  private final RecentTraffic day;
  private int drawn;

  public VerdictForecast(RecentTraffic day) {
    this.day = day;
  }

  /// One a judged stage, in their order; none where a strategy asks for no verdict.
  public List<Outlook> of(StrategySettings strategySettings) {
    var found = looked(strategySettings).toList();
    if (found.stream().allMatch(Outlook::reachable)) {
      return found;
    }
    var help = wouldHelp(strategySettings);
    return found.stream()
        .map(it -> it.reachable() ? it : new Outlook(false, it.why(), help))
        .toList();
  }

  /// How many stages were drawn so far.
  public int drawn() {
    return drawn;
  }

  /// Each as it is asked for.
  private Stream<Outlook> looked(StrategySettings strategySettings) {
    return switch (strategySettings) {
      case StrategySettings.Canary it -> {
        var question = it.question();
        yield it.judgedShares().stream()
            .map(share -> looked(question, share, it.callsAreIndependent(), times(it)));
      }
      case StrategySettings.AbTest it ->
          Stream.of(
              looked(
                  it.question(),
                  it.percentB(),
                  it.callsAreIndependent(),
                  new Times(it.testDuration(), it.maxExtension())));
      default -> Stream.empty();
    };
  }

  private record Times(Duration period, Duration extension) {}

  private static Times times(StrategySettings.Canary it) {
    return new Times(it.evaluationPeriod(), it.maxExtension());
  }

  private Outlook looked(VerdictQuestion asked, int share, boolean independent, Times times) {
    var question =
        foreseeable(asked).lookedAt(PollSchedule.ofFewTenants(times.extension()), independent);
    int tenants = Math.min(day.tenants(), MOST_TENANTS);
    var stage =
        new ExpectedStage(
            tenants,
            CohortSelector.size(tenants, share),
            tenants == 0 ? 0 : day.callsPerSecond() * tenants / day.tenants(),
            day.errorRate(),
            day.logSpread(),
            day.time());
    int draws = day.tenants() > MANY_TENANTS ? 1 : DRAWS;
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

  /// What a plugin will record nobody knows beforehand.
  private static VerdictQuestion foreseeable(VerdictQuestion asked) {
    var known =
        asked.criteria().stream().filter(it -> !(it.metric() instanceof Metric.Recorded)).toList();
    var criteria = known.isEmpty() ? List.of(Criterion.of(new Metric.Latency())) : known;
    return new VerdictQuestion(
        criteria,
        asked.alpha() * criteria.size() / asked.criteria().size(),
        asked.minimumCalls(),
        asked.minimumTenants(),
        asked.expectedShare(),
        asked.fewTenantsLooks(),
        asked.callsAreIndependent());
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
    return "With the " + day + ", taking all tenants to call alike: " + what;
  }

  private boolean decides(StrategySettings strategySettings) {
    return looked(strategySettings).allMatch(it -> it.reachable() && drawn < MOST_DRAWN);
  }

  private List<String> wouldHelp(StrategySettings strategySettings) {
    List<String> help = new ArrayList<>();
    switch (strategySettings) {
      case StrategySettings.Canary it -> canary(it, help);
      case StrategySettings.AbTest it -> variants(it, help);
      default -> {}
    }
    help.add("\"onInconclusive\": \"Pause\", and a person who promotes or aborts");
    return help;
  }

  private void canary(StrategySettings.Canary it, List<String> help) {
    var larger = with(it, List.of(50, 100), it.evaluationPeriod(), it.callsAreIndependent());
    if (decides(larger)) {
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

  private static StrategySettings.Canary with(
      StrategySettings.Canary it, List<Integer> steps, Duration period, boolean independent) {
    return new StrategySettings.Canary(
        steps,
        period,
        it.maxExtension(),
        it.onInconclusive(),
        it.autoRollback(),
        it.minimumCalls(),
        independent ? 1 : it.minimumTenants(),
        independent);
  }

  private void variants(StrategySettings.AbTest it, List<String> help) {
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

  private static StrategySettings.AbTest with(
      StrategySettings.AbTest it, int percentB, Duration time, boolean independent) {
    return new StrategySettings.AbTest(
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
    StrategySettings lasting(Duration period);
  }

  /// The first doubling that suffices, up to a week; none when it takes too long to find.
  private Optional<Duration> longer(Duration period, Changed changed) {
    if (day.calls() == 0) {
      return Optional.empty();
    }
    for (var time = period;
        time.compareTo(WEEK) <= 0 && drawn < MOST_DRAWN;
        time = time.multipliedBy(2)) {
      if (decides(changed.lasting(time))) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }
}
