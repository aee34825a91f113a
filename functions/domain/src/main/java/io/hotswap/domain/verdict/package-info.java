/// Is the candidate worse than its baseline? Answered by a sequential test: it may be looked at as
/// often as one likes, and says Worse of a candidate that is not with a chance of alpha over all
/// looks together. In the order of the calculation:
///
/// 1. **Tenants are the unit** (`MetricSample`, `MeanEstimate`). An arm's mean is over its tenants'
///    own rates; a tenant weighs its calls up to a cap, and the variance is what leaving out each
///    tenant in turn shows.
/// 2. **What a tenant was like before** is taken out (`CupedAdjustment`, CUPED). Always slow is not
///    slower.
/// 3. **The bounds of the difference** hold at every look (`ConfidenceBoundary`, a normal mixture),
///    for the error rate by likelihood ratio, because few failures are not normal
///    (`ErrorRateBounds`).
/// 4. **The answer** ([MetricComparison]): Worse when the lower bound is above zero and the
///    difference above the margin, Better when the upper bound is below zero, Same when it is
///    within the margin, else Inconclusive.
///
/// With fewer than twenty tenants on a side what holds of many means holds no more. They are judged
/// by permutation ([FewTenants]), each against its own past (`TenantDeltas`), at set looks among
/// which alpha is divided; or by their calls ([IndependentCalls]), where the request declares that
/// these have nothing to do with each other.
///
/// Two ways remain to spend more than alpha on one stage. Arms that grow to twenty tenants between
/// its looks are judged once at half of alpha by permutation and then at alpha: 1.5 of it. And who
/// resumes a stage of few tenants that was in doubt has it judged at its looks again, each at half
/// of alpha once more, on counts that go on from before.
///
/// Each of Worse, Better and Same is wrong with a chance of at most alpha; a metric has its part of
/// it. `VerdictSimulation` among the tests measures what that is worth where the truth is known.
@NullMarked
package io.hotswap.domain.verdict;

import org.jspecify.annotations.NullMarked;
