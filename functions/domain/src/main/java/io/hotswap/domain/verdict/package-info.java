/// Decides whether a candidate is worse than its baseline, by a sequential test: it may be
/// evaluated any number of times, and says Worse of a candidate that is not with a probability of
/// at most alpha over all evaluations together. In the order of the calculation:
///
/// 1. **Tenants are the unit** (`MetricSample`, `MeanEstimate`). An arm's mean is taken over its
///    tenants' own rates; a tenant weighs its calls up to a cap, and the variance is estimated by
///    leaving out each tenant in turn (jackknife).
/// 2. **A tenant's own past** is adjusted for (`CupedAdjustment`, CUPED): always slow is not
///    slower.
/// 3. **The bounds of the difference** hold at every evaluation (`ConfidenceBoundary`, a normal
///    mixture), for the error rate by likelihood ratio, because few failures are not normally
///    distributed (`ErrorRateBounds`).
/// 4. **The answer** ([MetricComparison]): Worse when the lower bound is above zero and the
///    difference above the margin, Better when the upper bound is below zero, Same when it is
///    within the margin, else Inconclusive.
///
/// With fewer than twenty tenants in an arm the normal approximation does not hold. They are judged
/// by permutation ([FewTenants]), each against its own past (`TenantDeltas`), at a fixed number of
/// evaluations among which alpha is divided; or by their calls ([IndependentCalls]), where the
/// request declares calls to be independent.
///
/// Two cases exceed alpha on one stage. Arms that grow to twenty tenants between evaluations are
/// judged once at half of alpha by permutation and then at alpha: 1.5 alpha together. And a stage
/// of few tenants that is resumed after an inconclusive end is evaluated again, each time at half
/// of alpha, on counts that go on from before.
///
/// Each of Worse, Better and Same is wrong with a probability of at most alpha, which is divided
/// among the metrics. `VerdictSimulation` in the tests measures this where the truth is known.
@NullMarked
package io.hotswap.domain.verdict;

import org.jspecify.annotations.NullMarked;
