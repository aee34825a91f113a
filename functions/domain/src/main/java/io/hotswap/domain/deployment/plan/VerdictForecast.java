package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Plan.Outlook;
import io.hotswap.domain.deployment.strategy.Observation;
import io.hotswap.domain.deployment.strategy.Remedy;
import io.hotswap.domain.deployment.strategy.Stage;
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

  static boolean needed(Strategy strategy) {
    return judged(strategy).findAny().isPresent();
  }

  private static Stream<Stage> judged(Strategy strategy) {
    return strategy.stages().stream().filter(it -> it.observation() instanceof Observation.Judged);
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
    return judged(strategy).map(this::forecast);
  }

  private Outlook forecast(Stage stage) {
    var judged = (Observation.Judged) stage.observation();
    return forecast(judged, stage.move().percentage());
  }

  private Outlook forecast(Observation.Judged judged, int share) {
    var question =
        foreseeable(judged.question())
            .withFewTenantsLooks(
                PollSchedule.fewTenantsPolls(judged.extension()), judged.callsAreIndependent());
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
      var verdict = drawn(stage, question, judged, draw);
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

  private Verdict drawn(
      ExpectedStage stage, VerdictQuestion question, Observation.Judged judged, long seed) {
    drawn++;
    var first = stage.judged(question, judged.period(), seed);
    return passes(first) || !judged.extension().isPositive()
        ? first
        : stage.judged(question, judged.longest(), seed);
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
    for (var remedy : strategy.remedies()) {
      if (!remedy.lastResort() || help.isEmpty()) {
        sufficientPeriod(remedy).map(remedy.text()::formatted).ifPresent(help::add);
      }
    }
    help.add("\"onInconclusive\": \"Pause\", and a person who promotes or aborts");
    return help;
  }

  private Optional<Duration> sufficientPeriod(Remedy remedy) {
    return remedy.lengthens()
        ? longer(remedy)
        : Optional.of(remedy.period()).filter(it -> reachesVerdict(remedy.with().apply(it)));
  }

  /// The first doubling of the period that suffices, up to a week; empty when none is found within
  /// the simulation budget.
  private Optional<Duration> longer(Remedy remedy) {
    if (traffic.calls() == 0) {
      return Optional.empty();
    }
    for (var time = remedy.period();
        time.compareTo(WEEK) <= 0 && drawn < MAX_DRAWN;
        time = time.multipliedBy(2)) {
      if (reachesVerdict(remedy.with().apply(time))) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }
}
