package io.hotswap.domain.verdict;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/// The parameters of a verdict.
///
/// @param alpha over all evaluations of this stage and all metrics: the probability of Worse for a
///   candidate that is not worse, and likewise of a wrong Better or Same
/// @param minimumCalls in each arm before any conclusion
/// @param minimumTenants that called, in each arm; at least 2, or 1 where calls are independent
/// @param expectedShare of the tenants in the candidate's arm; when present, the sample ratio is
///   checked
/// @param fewTenantsLooks how often a stage with fewer than [#FEW_TENANTS] tenants in an arm is
///   evaluated (a look of a sequential test); 0: not at this time
/// @param callsAreIndependent declared by the request: few tenants are compared by their calls
public record VerdictQuestion(
    List<Criterion> criteria,
    double alpha,
    long minimumCalls,
    int minimumTenants,
    OptionalDouble expectedShare,
    int fewTenantsLooks,
    boolean callsAreIndependent) {
  /// For a whole rollout; its stages divide it.
  public static final double ROLLOUT_ALPHA = 0.02;

  public static final long MINIMUM_CALLS = 100;
  public static final int MINIMUM_TENANTS = 2;

  /// Below this, means over tenants are not approximately normal.
  public static final int FEW_TENANTS = 20;

  public VerdictQuestion {
    criteria = List.copyOf(criteria);
    if (criteria.isEmpty()
        || new HashSet<>(criteria.stream().map(it -> it.metric().name()).toList()).size()
            < criteria.size()) {
      throw new IllegalArgumentException("At least one criterion, one a metric, not: " + criteria);
    }
    if (!(alpha > 0 && alpha <= 0.25)) {
      throw new IllegalArgumentException("alpha lies between 0 and 0.25, not: " + alpha);
    }
    if (expectedShare.isPresent() && !(share(expectedShare) > 0 && share(expectedShare) < 1)) {
      throw new IllegalArgumentException("A share lies between 0 and 1, not: " + expectedShare);
    }
  }

  private static double share(OptionalDouble share) {
    return share.getAsDouble();
  }

  /// The question of one stage in a rollout of `stages` judged stages.
  public static VerdictQuestion ofStage(List<Criterion> criteria, int stages) {
    return new VerdictQuestion(
        criteria,
        ROLLOUT_ALPHA / stages,
        MINIMUM_CALLS,
        MINIMUM_TENANTS,
        OptionalDouble.empty(),
        0,
        false);
  }

  /// The question of an A/B test, B being the candidate.
  public static VerdictQuestion ofTest(List<Criterion> criteria, double shareOfB) {
    return new VerdictQuestion(
        criteria,
        ROLLOUT_ALPHA,
        MINIMUM_CALLS,
        MINIMUM_TENANTS,
        OptionalDouble.of(shareOfB),
        0,
        false);
  }

  public VerdictQuestion withMinimums(long calls, int tenants) {
    return new VerdictQuestion(
        criteria, alpha, calls, tenants, expectedShare, fewTenantsLooks, callsAreIndependent);
  }

  /// @param looks how often few tenants are evaluated in this stage, this time included; 0: not at
  ///   this time
  public VerdictQuestion withFewTenantsLooks(int looks, boolean independent) {
    return new VerdictQuestion(
        criteria, alpha, minimumCalls, minimumTenants, expectedShare, looks, independent);
  }

  /// A metric's share of alpha at one evaluation of few tenants.
  double fewTenantsAlpha() {
    return alpha / criteria.size() / Math.max(1, fewTenantsLooks);
  }

  int leastTenants() {
    return Math.max(callsAreIndependent ? 1 : 2, minimumTenants);
  }
}
