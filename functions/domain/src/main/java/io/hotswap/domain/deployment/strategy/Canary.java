package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Duration;
import java.util.List;

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
  public Canary {
    steps = List.copyOf(steps);
  }

  /// The shares with a verdict: all but the last, which is 100.
  public List<Integer> judgedShares() {
    return steps.stream().filter(share -> share < 100).toList();
  }

  /// The question that each stage's verdict answers.
  public VerdictQuestion question() {
    return VerdictQuestion.ofStage(Criterion.defaults(), Math.max(1, judgedShares().size()))
        .withMinimums(minimumCalls, minimumTenants);
  }

  @Override
  public StrategyName name() {
    return StrategyName.Canary;
  }
}
