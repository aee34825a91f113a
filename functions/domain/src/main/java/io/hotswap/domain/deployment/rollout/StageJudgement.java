package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.VerdictCalculator;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The verdict on the counts of the current stage.
record StageJudgement(VerdictQuestion question, Evidence evidence, Verdict verdict) {

  /// @param unassigned tenants that are in neither arm by chance
  static StageJudgement of(
      VerdictQuestion question,
      List<TenantSample> samples,
      String candidate,
      String baseline,
      Set<String> unassigned) {
    var evidence =
        new Evidence(
            arm(samples, candidate, unassigned),
            arm(samples, baseline, unassigned),
            sum(samples.stream().map(TenantSample::before).toList(), Set.of()));
    return new StageJudgement(question, evidence, VerdictCalculator.judge(question, evidence));
  }

  /// Worse by a metric other than latency, so the stage may fail before its period is over. A newly
  /// loaded version is slow until its code is compiled; its latency is judged at the end of the
  /// period, and a p99 over twice the baseline is handled by the triggers at any time.
  boolean isWorseEarly() {
    return verdict.findings().stream()
        .anyMatch(
            it ->
                it.answer() == Conclusion.Worse
                    && !it.metric().equals(new Metric.Latency().name()));
  }

  private static Map<String, TenantStats> arm(
      List<TenantSample> samples, String version, Set<String> unassigned) {
    return sum(
        samples.stream().map(it -> it.versions().getOrDefault(version, Map.of())).toList(),
        unassigned);
  }

  private static Map<String, TenantStats> sum(
      List<Map<String, TenantStats>> counts, Set<String> without) {
    Map<String, TenantStats> sum = new HashMap<>();
    for (var count : counts) {
      count.forEach((tenant, stats) -> sum.merge(tenant, stats, TenantStats::plus));
    }
    sum.keySet().removeAll(without);
    return sum;
  }
}
