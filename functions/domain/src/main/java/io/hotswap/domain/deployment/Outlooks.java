package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Plan.Outlook;
import io.hotswap.domain.verdict.Answer;
import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.ExpectedStage;
import io.hotswap.domain.verdict.Metric;
import io.hotswap.domain.verdict.Question;
import io.hotswap.domain.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the stages of a plan can reach a verdict: the real judge is asked of stages that are
/// drawn like the last day, in which nothing is wrong.
final class Outlooks {
  private static final int DRAWS = 5;
  private static final int MANY_TENANTS = 500;

  /// More are not drawn: with them it could only be easier.
  private static final int MOST_TENANTS = 2_000;

  /// Of all stages that are tried: a request waits for them.
  static final int MOST_DRAWN = 600;

  private static final Duration WEEK = Duration.ofDays(7);

  private final LastDay day;
  private int drawn;

  Outlooks(LastDay day) {
    this.day = day;
  }

  /// One a judged stage, in their order; none where a strategy asks for no verdict.
  List<Outlook> of(Settings settings) {
    var found = looked(settings).toList();
    if (found.stream().allMatch(Outlook::reachable)) {
      return found;
    }
    var help = wouldHelp(settings);
    return found.stream()
        .map(it -> it.reachable() ? it : new Outlook(false, it.why(), help))
        .toList();
  }

  /// How many stages were drawn so far.
  int drawn() {
    return drawn;
  }

  /// Each as it is asked for.
  private Stream<Outlook> looked(Settings settings) {
    return switch (settings) {
      case Settings.Canary it -> {
        var question = it.question();
        yield it.judgedShares().stream()
            .map(share -> looked(question, share, it.callsAreIndependent(), times(it)));
      }
      case Settings.AbTest it ->
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

  private static Times times(Settings.Canary it) {
    return new Times(it.evaluationPeriod(), it.maxExtension());
  }

  private Outlook looked(Question asked, int share, boolean independent, Times times) {
    var question = foreseeable(asked).lookedAt(Looks.ofFewTenants(times.extension()), independent);
    int tenants = Math.min(day.tenants(), MOST_TENANTS);
    var stage =
        new ExpectedStage(
            tenants,
            Cohorts.size(tenants, share),
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
  private static Question foreseeable(Question asked) {
    var known =
        asked.criteria().stream().filter(it -> !(it.metric() instanceof Metric.Recorded)).toList();
    var criteria = known.isEmpty() ? List.of(Criterion.of(new Metric.Latency())) : known;
    return new Question(
        criteria,
        asked.alpha() * criteria.size() / asked.criteria().size(),
        asked.minimumCalls(),
        asked.minimumTenants(),
        asked.expectedShare(),
        asked.fewTenantsLooks(),
        asked.callsAreIndependent());
  }

  private Verdict drawn(ExpectedStage stage, Question question, Times times, long seed) {
    drawn++;
    var first = stage.judged(question, times.period(), seed);
    return passes(first) || !times.extension().isPositive()
        ? first
        : stage.judged(question, times.period().plus(times.extension()), seed);
  }

  private static boolean passes(Verdict verdict) {
    return verdict.answer() == Answer.Same || verdict.answer() == Answer.Better;
  }

  private String with(String what) {
    return "With the " + day + ", taking all tenants to call alike: " + what;
  }

  private boolean decides(Settings settings) {
    return looked(settings).allMatch(it -> it.reachable() && drawn < MOST_DRAWN);
  }

  private List<String> wouldHelp(Settings settings) {
    List<String> help = new ArrayList<>();
    switch (settings) {
      case Settings.Canary it -> canary(it, help);
      case Settings.AbTest it -> variants(it, help);
      default -> {}
    }
    help.add("\"onNotEnough\": \"Pause\", and a person who promotes or aborts");
    return help;
  }

  private void canary(Settings.Canary it, List<String> help) {
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

  private static Settings.Canary with(
      Settings.Canary it, List<Integer> steps, Duration period, boolean independent) {
    return new Settings.Canary(
        steps,
        period,
        it.maxExtension(),
        it.onNotEnough(),
        it.autoRollback(),
        it.minimumCalls(),
        independent ? 1 : it.minimumTenants(),
        independent);
  }

  private void variants(Settings.AbTest it, List<String> help) {
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

  private static Settings.AbTest with(
      Settings.AbTest it, int percentB, Duration time, boolean independent) {
    return new Settings.AbTest(
        it.variantA(),
        it.variantB(),
        percentB,
        time,
        it.maxExtension(),
        it.onNotEnough(),
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
    Settings lasting(Duration period);
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
