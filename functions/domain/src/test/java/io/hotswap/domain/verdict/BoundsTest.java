package io.hotswap.domain.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.verdict.statistics.ConfidenceBoundary;
import io.hotswap.domain.verdict.statistics.ErrorRateBounds;
import io.hotswap.domain.verdict.statistics.NormalDistribution;
import io.hotswap.domain.verdict.statistics.SampleRatio;
import org.junit.jupiter.api.Test;

class BoundsTest {
  @Test
  void tails_of_the_normal_distribution() {
    assertEquals(1, NormalDistribution.bothTails(0));
    assertEquals(0.05, NormalDistribution.bothTails(1.959963985), 1e-9);
    assertEquals(0.001, NormalDistribution.bothTails(3.290526731), 1e-9);
    assertEquals(0, NormalDistribution.bothTails(40), 1e-15);
  }

  /// χ² of 10.83 is the limit: 164 tenants too many of 10,000 give 10.76, 165 give 10.89.
  @Test
  void a_split_is_broken_below_one_in_a_thousand() {
    assertFalse(SampleRatio.of(0.5, 5_164, 4_836).broken());
    assertTrue(SampleRatio.of(0.5, 5_165, 4_835).broken());
    assertFalse(SampleRatio.of(0.1, 1_000, 9_000).broken());
    assertEquals(0.5164, SampleRatio.of(0.5, 5_164, 4_836).observedShare(), 1e-12);
  }

  @Test
  void no_failure_in_many_calls_still_allows_some() {
    var none = new ErrorRateBounds(0, 1_000, 0.005, 1e9);
    double limit = 7.6;
    assertEquals(-0.005, none.low(limit), 1e-4);
    assertEquals(1 - Math.exp(-limit / 2_000) - 0.005, none.high(limit), 1e-5);
  }

  @Test
  void the_likelihood_agrees_with_the_normal_distribution_where_counts_are_large() {
    var errorRateBounds = new ErrorRateBounds(0.32, 20_000, 0.30, 30_000);
    double error = Math.sqrt(0.32 * 0.68 / 20_000 + 0.30 * 0.70 / 30_000);
    assertEquals(0.02 - 1.96 * error, errorRateBounds.low(1.96 * 1.96), 1e-5);
    assertEquals(0.02 + 1.96 * error, errorRateBounds.high(1.96 * 1.96), 1e-5);
  }

  @Test
  void looks_make_the_boundary_wider_than_one_look_would() {
    double alpha = 0.00333;
    double once = NormalDistribution.quantile(alpha);
    for (double standardErrors = 0.5; standardErrors < 50; standardErrors *= 1.3) {
      double variance = 1 / (standardErrors * standardErrors);
      var many = new ConfidenceBoundary(variance, 1, Double.POSITIVE_INFINITY, alpha).squared();
      assertTrue(many > once * once, "effect of " + standardErrors);
    }
    var tuned = new ConfidenceBoundary(1.0 / 12, 1, Double.POSITIVE_INFINITY, alpha).squared();
    assertTrue(Math.sqrt(tuned) < 1.35 * once, "where it is tuned for");
    assertTrue(
        new ConfidenceBoundary(1.0 / 12, 1, 10, alpha).squared() > tuned, "with few tenants");
  }
}
