package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.JudgedStage;
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

  static StageJudgement of(
      StepContext context, VerdictQuestion question, String candidate, String baseline) {
    var document = context.currentDocument();
    Set<String> pinned = document.map(it -> it.pins().keySet()).orElse(Set.of());
    var samples =
        context
            .ports()
            .samples()
            .of(
                context.deployment().environment(),
                context.deployment().pluginId(),
                window(context, context.stage()));
    var evidence =
        new Evidence(
            arm(samples, candidate, pinned),
            arm(samples, baseline, pinned),
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

  /// Name of the stage's analysis window, which its counts are stored under.
  static String window(StepContext context, int stage) {
    return context.deployment().id() + "/" + stage;
  }

  /// Stores the evidence, so that the verdict can be computed again.
  JudgedStage stored(StepContext context) {
    var where = context.ports().evidence().store(context.deployment().id(), evidence);
    return new JudgedStage(context.stage(), context.now(), question, verdict, where);
  }

  /// Without pinned tenants, who were not assigned at random.
  private static Map<String, TenantStats> arm(
      List<TenantSample> samples, String version, Set<String> pinned) {
    return sum(
        samples.stream().map(it -> it.versions().getOrDefault(version, Map.of())).toList(), pinned);
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
