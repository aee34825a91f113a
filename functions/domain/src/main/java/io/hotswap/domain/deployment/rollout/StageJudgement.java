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

/// A verdict on what was counted in the stage under way.
record StageJudgement(VerdictQuestion question, Evidence evidence, Verdict verdict) {

  static StageJudgement of(
      StepContext context, VerdictQuestion question, String candidate, String baseline) {
    var document = context.inForce();
    Set<String> pinned = document.map(it -> it.pins().keySet()).orElse(Set.of());
    var samples =
        context
            .around()
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

  /// Worse beyond what a version that has just been loaded may be: its code is not compiled yet, so
  /// its first calls are slow. How slow it is, is said at the end of its period; a p99 over twice
  /// the baseline is the triggers' affair at any time.
  boolean worseAlready() {
    return verdict.findings().stream()
        .anyMatch(
            it ->
                it.answer() == Conclusion.Worse
                    && !it.metric().equals(new Metric.Latency().name()));
  }

  /// Names a stage's counts.
  static String window(StepContext context, int stage) {
    return context.deployment().id() + "/" + stage;
  }

  /// Keeps the evidence, so that the verdict can be given again.
  JudgedStage kept(StepContext context) {
    var where = context.around().evidence().keep(context.deployment().id(), evidence);
    return new JudgedStage(context.stage(), context.now(), question, verdict, where);
  }

  /// Whoever is pinned chose the version: that is no experiment.
  private static Map<String, TenantStats> arm(
      List<TenantSample> samples, String version, Set<String> pinned) {
    return sum(
        samples.stream().map(it -> it.versions().getOrDefault(version, Map.of())).toList(), pinned);
  }

  private static Map<String, TenantStats> sum(
      List<Map<String, TenantStats>> counts, Set<String> without) {
    Map<String, TenantStats> sum = new HashMap<>();
    for (var count : counts) {
      count.forEach((tenant, figures) -> sum.merge(tenant, figures, TenantStats::plus));
    }
    sum.keySet().removeAll(without);
    return sum;
  }
}
