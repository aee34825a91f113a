package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.deployment.strategy.Observation.Consequence;
import io.hotswap.domain.deployment.strategy.Observation.Consequences;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A growing share of the tenants, each judged before the next.
///
/// @param steps share of the tenants in percent, growing; the last is 100
/// @param evaluationPeriod how long each step but the last is observed
/// @param maxExtension additional time while the evidence does not suffice
/// @param autoRollback false: a worse candidate pauses the deployment and alerts
/// @param minimumTenants that must have called on each side before a verdict
/// @param callsAreIndependent declared by the caller: few tenants may be judged by their calls
public record Canary(
    List<Integer> steps,
    Duration evaluationPeriod,
    Duration maxExtension,
    OnInconclusive onInconclusive,
    boolean autoRollback,
    long minimumCalls,
    int minimumTenants,
    boolean callsAreIndependent)
    implements Strategy {
  private static final List<Integer> LARGER = List.of(50, 100);

  public Canary {
    steps = List.copyOf(steps);
  }

  @Override
  public StrategyName name() {
    return StrategyName.Canary;
  }

  @Override
  public List<Stage> stages() {
    var observation = observation();
    return Stream.concat(
            judgedShares().stream().map(it -> judged(it, observation)),
            Stream.of(Stage.everybody(true)))
        .toList();
  }

  private Stage judged(int share, Observation observation) {
    return new Stage(
        "Cohort " + share + " %",
        new Move.TenantShare(share),
        observation,
        "the verdict is Better or Same; at most " + maxExtension + " longer for enough evidence");
  }

  private Observation observation() {
    var next = new Consequence.Continue();
    var worse =
        new Consequence.Stop(
            autoRollback ? OnInconclusive.Fail : OnInconclusive.Pause, "The canary is worse.");
    var inconclusive = new Consequence.Stop(onInconclusive, "Not enough evidence.");
    return new Observation.Judged(
        question(),
        Optional.empty(),
        evaluationPeriod,
        maxExtension,
        callsAreIndependent,
        new Consequences(next, next, worse, inconclusive),
        Optional.empty());
  }

  /// The question that each stage's verdict answers.
  public VerdictQuestion question() {
    return VerdictQuestion.ofStage(Criterion.defaults(), Math.max(1, judgedShares().size()))
        .withMinimums(minimumCalls, minimumTenants);
  }

  /// The shares with a verdict: all but the last, which is 100.
  private List<Integer> judgedShares() {
    return steps.stream().filter(share -> share < 100).toList();
  }

  @Override
  public boolean canPause() {
    return true;
  }

  @Override
  public boolean canPromote() {
    return true;
  }

  @Override
  public boolean pausesWhenWorse() {
    return !autoRollback;
  }

  @Override
  public Optional<String> needsServingVersion() {
    return Optional.of("/strategy");
  }

  @Override
  public List<FieldError> conflicts(RequestContext context) {
    return Stream.of(context.baseline(), context.otherVersion()).flatMap(Optional::stream).toList();
  }

  @Override
  public List<Remedy> remedies() {
    var period = evaluationPeriod;
    List<Remedy> remedies = new ArrayList<>();
    remedies.add(
        new Remedy(
            "larger steps: \"steps\": [50, 100]",
            period,
            false,
            false,
            it -> with(LARGER, it, callsAreIndependent)));
    remedies.add(
        Remedy.longer(
            "a longer period: \"evaluationPeriod\": \"%s\"",
            period, it -> with(steps, it, callsAreIndependent)));
    remedies.add(
        new Remedy(
            "both: \"steps\": [50, 100], \"evaluationPeriod\": \"%s\"",
            period, true, true, it -> with(LARGER, it, callsAreIndependent)));
    if (!callsAreIndependent) {
      remedies.add(Remedy.independent("evaluationPeriod", period, it -> with(steps, it, true)));
    }
    return remedies;
  }

  private Canary with(List<Integer> shares, Duration period, boolean independent) {
    return new Canary(
        shares,
        period,
        maxExtension,
        onInconclusive,
        autoRollback,
        minimumCalls,
        independent ? 1 : minimumTenants,
        independent);
  }
}
