package io.hotswap.domain.deployment;

import io.hotswap.domain.figures.TenantFigures;
import io.hotswap.domain.figures.TenantSample;
import io.hotswap.domain.verdict.Answer;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.domain.verdict.Judging;
import io.hotswap.domain.verdict.Metric;
import io.hotswap.domain.verdict.Question;
import io.hotswap.domain.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A verdict on what was counted in the stage under way.
record Judgement(Question question, Evidence evidence, Verdict verdict) {

  static Judgement of(Situation at, Question question, String candidate, String baseline) {
    var document = at.inForce();
    Set<String> pinned = document.map(it -> it.pins().keySet()).orElse(Set.of());
    var samples =
        at.around()
            .samples()
            .of(at.deployment().environment(), at.deployment().pluginId(), window(at, at.stage()));
    var evidence =
        new Evidence(
            arm(samples, candidate, pinned),
            arm(samples, baseline, pinned),
            sum(samples.stream().map(TenantSample::before).toList(), Set.of()));
    return new Judgement(question, evidence, Judging.judge(question, evidence));
  }

  /// Worse beyond what a version that has just been loaded may be: its code is not compiled yet, so
  /// its first calls are slow. How slow it is, is said at the end of its period; a p99 over twice
  /// the baseline is the triggers' affair at any time.
  boolean worseAlready() {
    return verdict.findings().stream()
        .anyMatch(
            it -> it.answer() == Answer.Worse && !it.metric().equals(new Metric.Latency().name()));
  }

  /// Names a stage's counts.
  static String window(Situation at, int stage) {
    return at.deployment().id() + "/" + stage;
  }

  /// Keeps the evidence, so that the verdict can be given again.
  JudgedStage kept(Situation at) {
    var where = at.around().evidence().keep(at.deployment().id(), evidence);
    return new JudgedStage(at.stage(), at.now(), question, verdict, where);
  }

  /// Whoever is pinned chose the version: that is no experiment.
  private static Map<String, TenantFigures> arm(
      List<TenantSample> samples, String version, Set<String> pinned) {
    return sum(
        samples.stream().map(it -> it.versions().getOrDefault(version, Map.of())).toList(), pinned);
  }

  private static Map<String, TenantFigures> sum(
      List<Map<String, TenantFigures>> counts, Set<String> without) {
    Map<String, TenantFigures> sum = new HashMap<>();
    for (var count : counts) {
      count.forEach((tenant, figures) -> sum.merge(tenant, figures, TenantFigures::plus));
    }
    sum.keySet().removeAll(without);
    return sum;
  }
}
