package io.hotswap.domain.verdict;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/// What a stage wants to know.
///
/// @param alpha over all looks of this stage and all metrics: the chance to say Worse of a
///   candidate that is not, and likewise to say Better, or Same, of one that is not
/// @param minimumCalls in each arm, before anything is said
/// @param minimumTenants that called, in each arm; at least 2, or 1 where calls are independent
/// @param expectedShare of the tenants in the candidate's arm; present: check the sample ratio
/// @param fewTenantsLooks how often a stage with fewer than [#FEW_TENANTS] in an arm is judged; 0:
///   this is none of these looks
/// @param callsAreIndependent declared by the request: few tenants are judged by their calls
public record VerdictQuestion(
    List<Criterion> criteria,
    double alpha,
    long minimumCalls,
    int minimumTenants,
    OptionalDouble expectedShare,
    int fewTenantsLooks,
    boolean callsAreIndependent) {
  /// For a whole rollout: its stages divide it among them.
  public static final double ROLLOUT_ALPHA = 0.02;

  public static final long MINIMUM_CALLS = 100;
  public static final int MINIMUM_TENANTS = 2;

  /// What holds of many tenants' means holds no more of fewer.
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

  /// One stage of a rollout of that many judged stages.
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

  /// An A/B test's, B being the candidate.
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

  public VerdictQuestion needing(long calls, int tenants) {
    return new VerdictQuestion(
        criteria, alpha, calls, tenants, expectedShare, fewTenantsLooks, callsAreIndependent);
  }

  /// @param looks how often few tenants are judged in this stage, this look included; 0: not now
  public VerdictQuestion lookedAt(int looks, boolean independent) {
    return new VerdictQuestion(
        criteria, alpha, minimumCalls, minimumTenants, expectedShare, looks, independent);
  }

  /// A metric's part of alpha at one look at few tenants.
  double fewTenantsAlpha() {
    return alpha / criteria.size() / Math.max(1, fewTenantsLooks);
  }

  int leastTenants() {
    return Math.max(callsAreIndependent ? 1 : 2, minimumTenants);
  }
}
