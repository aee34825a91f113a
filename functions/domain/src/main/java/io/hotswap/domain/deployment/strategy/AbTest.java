package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.deployment.strategy.Observation.Consequence;
import io.hotswap.domain.deployment.strategy.Observation.Consequences;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Splits the tenants over two versions, then routes everybody to the better one.
///
/// @param variantA the release that serves now
/// @param percentB share of the tenants that get variant B
/// @param decisionMetrics `latency`, `errorRate`, or a metric that the plugin records
/// @param minimumTenants that must have called each variant before a verdict
/// @param callsAreIndependent declared by the caller: few tenants may be judged by their calls
/// @param metrics direction and unit of recorded metrics, where the caller gave them
public record AbTest(
    String variantA,
    String variantB,
    int percentB,
    Duration testDuration,
    Duration maxExtension,
    OnInconclusive onInconclusive,
    List<String> decisionMetrics,
    long minimumCalls,
    int minimumTenants,
    boolean callsAreIndependent,
    Optional<List<DecisionMetric>> metrics)
    implements Strategy {
  public AbTest {
    decisionMetrics = List.copyOf(decisionMetrics);
    metrics = metrics.map(List::copyOf);
  }

  @Override
  public StrategyName name() {
    return StrategyName.ABTesting;
  }

  @Override
  public List<Stage> stages() {
    var split =
        new Stage(
            "Split",
            new Move.Variants(variantA, variantB, percentB),
            observation(),
            "B is Better by %s: everybody gets it; else A stays"
                .formatted(
                    compared().stream()
                        .map(Metric::description)
                        .collect(Collectors.joining(", "))));
    return List.of(split, Stage.last(new Move.Winner()));
  }

  private Observation observation() {
    var stay = new Consequence.Decide(variantA);
    var change = new Consequence.Decide(variantB);
    var inconclusive = new Consequence.Stop(onInconclusive, "Not enough evidence.");
    return new Observation.Judged(
        question(),
        Optional.of(variantA),
        testDuration,
        maxExtension,
        callsAreIndependent,
        new Consequences(change, stay, stay, inconclusive),
        Optional.of(variantB));
  }

  /// The metrics that the variants are compared by, in the order of the request.
  public List<Metric> compared() {
    return decisionMetrics.stream().map(this::compared).toList();
  }

  /// The question that the test's verdict answers.
  public VerdictQuestion question() {
    return VerdictQuestion.ofTest(compared().stream().map(Criterion::of).toList(), percentB / 100.0)
        .withMinimums(minimumCalls, minimumTenants);
  }

  private Metric compared(String name) {
    var described =
        metrics.orElse(List.of()).stream().filter(it -> it.name().equals(name)).findFirst();
    return described
        .<Metric>map(it -> new Metric.Recorded(name, it.better() == Direction.Lower, it.unit()))
        .orElseGet(() -> Metric.named(name));
  }

  @Override
  public boolean canPause() {
    return false;
  }

  @Override
  public boolean canPromote() {
    return true;
  }

  @Override
  public Optional<String> needsServingVersion() {
    return Optional.of("/strategy");
  }

  @Override
  public AbTest ofReleases(Optional<String> serving, String target) {
    var released =
        serving.filter(it -> ReleaseKey.parse(it).version().equals(variantA)).orElse(variantA);
    return new AbTest(
        released,
        target,
        percentB,
        testDuration,
        maxExtension,
        onInconclusive,
        decisionMetrics,
        minimumCalls,
        minimumTenants,
        callsAreIndependent,
        metrics);
  }

  @Override
  public List<FieldError> conflicts(RequestContext context) {
    List<FieldError> errors = new ArrayList<>();
    var serves = context.serving().orElse("no version");
    if (variantA.equals(variantB)) {
      errors.add(
          new FieldError(
              "/configuration",
              "another default configuration than the one of variantA",
              "Send the one to test, or name two versions."));
    }
    if (!variantA.equals(serves)) {
      errors.add(
          new FieldError(
              "/abConfig/variantA",
              "the version that serves now, which is " + serves,
              "Test against what serves, or deploy " + variantA + " first."));
    }
    if (comparesRecorded()) {
      context.recorded().apply(variantA).ifPresent(known -> addUnrecorded(known, errors));
    }
    return errors;
  }

  private boolean comparesRecorded() {
    return compared().stream().anyMatch(Metric.Recorded.class::isInstance);
  }

  /// A test by a metric that is never recorded would end without a verdict.
  private void addUnrecorded(Set<String> known, List<FieldError> errors) {
    for (int i = 0; i < decisionMetrics.size(); i++) {
      if (Metric.named(decisionMetrics.get(i)) instanceof Metric.Recorded wanted
          && !known.contains(wanted.figure())) {
        errors.add(
            new FieldError(
                "/abConfig/decisionMetrics/" + i,
                "`latency`, `errorRate`, or a figure that %s recorded in the last 24 hours (%s)"
                    .formatted(variantA, names(known)),
                "Record `%s` in the plugin first, or leave the metric out."
                    .formatted(wanted.figure())));
      }
    }
  }

  private static String names(Set<String> figures) {
    return figures.isEmpty()
        ? "there are none"
        : figures.stream()
            .sorted()
            .limit(20)
            .map(Metric.Recorded::ofFigure)
            .collect(Collectors.joining(", "));
  }

  @Override
  public List<Remedy> remedies() {
    List<Remedy> remedies = new ArrayList<>();
    remedies.add(
        Remedy.longer(
            "a longer test: \"testDuration\": \"%s\"",
            testDuration, it -> with(percentB, it, callsAreIndependent)));
    remedies.add(
        Remedy.longer(
            "halves: \"trafficSplit\": {\"A\": 50, \"B\": 50}, \"testDuration\": \"%s\"",
            testDuration, it -> with(50, it, callsAreIndependent)));
    if (!callsAreIndependent && !comparesRecorded()) {
      remedies.add(
          Remedy.independent("testDuration", testDuration, it -> with(percentB, it, true)));
    }
    return remedies;
  }

  private AbTest with(int share, Duration time, boolean independent) {
    return new AbTest(
        variantA,
        variantB,
        share,
        time,
        maxExtension,
        onInconclusive,
        decisionMetrics,
        minimumCalls,
        independent ? 1 : minimumTenants,
        independent,
        metrics);
  }
}
