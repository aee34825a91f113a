package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.NormalDistribution;
import io.hotswap.domain.verdict.statistics.Permutations;
import io.hotswap.domain.verdict.statistics.TenantDeltas;
import java.util.Arrays;

/// Permutation test for few tenants. If the version made no difference, any other choice of the
/// tenants to move would have been as likely, and the observed difference is one of many.
///
/// This holds however tenants differ, because the choice was random. A difference of `shift` is
/// tested by subtracting it from the tenants that were moved; the bounds are the smallest and the
/// largest shift that is not rejected. Valid at one evaluation: alpha is divided among the
/// evaluations.
final class FewTenants {
  private static final double ROUNDING = 1e-12;

  private FewTenants() {}

  /// The fewest labelings that allow any conclusion.
  static double needed(double alpha) {
    return Math.ceil(1 / alpha - 1e-9);
  }

  static MetricComparison of(Criterion criterion, double alpha, Arm candidate, Arm baseline) {
    var tenantDeltas = TenantDeltas.of(criterion.metric(), candidate, baseline);
    double difference = tenantDeltas.difference(tenantDeltas.weight);
    var bounds = bounds(tenantDeltas, alpha, difference);
    if (criterion.metric() instanceof Metric.ErrorRate) {
      // Zero failures in few calls do not prove an error rate of zero.
      double chance =
          NormalDistribution.quantile(alpha)
              * StrictMath.sqrt(tenantDeltas.callVariance(tenantDeltas.weight));
      bounds[0] = Math.min(bounds[0], difference - chance);
      bounds[1] = Math.max(bounds[1], difference + chance);
    }
    return FormattedDifference.comparison(
        criterion, alpha, tenantDeltas, difference, bounds[0], bounds[1]);
  }

  /// Each labeling's statistic crosses the observed one at one shift; all but `outside` of these
  /// shifts on either side lie inside the bounds.
  private static double[] bounds(TenantDeltas tenantDeltas, double alpha, double difference) {
    int tenants = tenantDeltas.value.length;
    int visited = Permutations.visited(tenants, tenantDeltas.moved);
    int outside = (int) Math.floor(alpha * visited + 1e-9) - 1;
    if (outside < 0) {
      return new double[] {-MetricComparison.WIDEST, MetricComparison.WIDEST};
    }
    var crossings = new Crossings(tenantDeltas, difference, visited);
    Permutations.forEach(
        tenants, Math.min(tenantDeltas.moved, tenants - tenantDeltas.moved), crossings::add);
    return crossings.bounds(outside);
  }

  /// The shifts at which the labelings' statistics, linear in the shift, cross the observed one.
  private static final class Crossings {
    private final TenantDeltas tenantDeltas;
    private final double difference;
    private final double[] found;
    private final double allWeight;
    private final double allSum;
    private final double movedWeight;
    private int count;

    Crossings(TenantDeltas tenantDeltas, double difference, int most) {
      this.tenantDeltas = tenantDeltas;
      this.difference = difference;
      this.found = new double[most];
      double weight = 0;
      double sum = 0;
      double moved = 0;
      for (int i = 0; i < tenantDeltas.value.length; i++) {
        weight += tenantDeltas.weight[i];
        sum += tenantDeltas.weight[i] * tenantDeltas.value[i];
        moved += i < tenantDeltas.moved ? tenantDeltas.weight[i] : 0;
      }
      allWeight = weight;
      allSum = sum;
      movedWeight = moved;
    }

    void add(int[] places) {
      double weight = 0;
      double sum = 0;
      double moved = 0;
      int movedPlaces = 0;
      for (int i : places) {
        weight += tenantDeltas.weight[i];
        sum += tenantDeltas.weight[i] * tenantDeltas.value[i];
        if (i < tenantDeltas.moved) {
          moved += tenantDeltas.weight[i];
          movedPlaces++;
        }
      }
      boolean chosenAreMoved = 2 * tenantDeltas.moved <= tenantDeltas.value.length;
      boolean happened = movedPlaces == (chosenAreMoved ? places.length : 0);
      if (happened) {
        return;
      }
      if (!chosenAreMoved) {
        weight = allWeight - weight;
        sum = allSum - sum;
        moved = movedWeight - moved;
      }
      double others = allWeight - weight;
      double at = sum / weight - (allSum - sum) / others;
      double slope = moved / weight - (movedWeight - moved) / others;
      found[count++] = (difference - at) / (1 - slope);
    }

    /// Rounding: where nothing differs at all, the bounds are 0.
    private static double exact(double bound) {
      return Math.abs(bound) < ROUNDING ? 0 : bound;
    }

    /// @param outside how many crossings may lie beyond either bound
    double[] bounds(int outside) {
      Arrays.sort(found, 0, count);
      return outside < count
          ? new double[] {exact(found[outside]), exact(found[count - 1 - outside])}
          : new double[] {difference, difference};
    }
  }
}
