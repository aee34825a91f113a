package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;

import io.hotswap.domain.deployment.JudgedStage;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.domain.verdict.MetricComparison;
import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.SampleRatio;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Every shape of a verdict, with its question and its evidence.
final class VerdictExamples {
  private VerdictExamples() {}

  static List<JudgedStage> canary() {
    var question =
        new VerdictQuestion(
            List.of(
                new Criterion(new Metric.ErrorRate(), 0.01),
                new Criterion(new Metric.Latency(), 0.2)),
            0.01,
            200,
            3,
            OptionalDouble.empty(),
            2,
            true);
    return List.of(
        new JudgedStage(1, AT, question, undecided(), "verdicts/1.json"),
        new JudgedStage(
            2,
            AT.plusSeconds(600),
            question,
            verdict(Conclusion.Worse, Optional.empty()),
            "verdicts/2.json"));
  }

  static List<JudgedStage> abTest() {
    var question =
        new VerdictQuestion(
            List.of(
                new Criterion(new Metric.Recorded("conversionRate"), 0.05),
                new Criterion(new Metric.Recorded("basket", true, Optional.of("ct")), 0.05)),
            0.02,
            100,
            2,
            OptionalDouble.of(0.4),
            0,
            false);
    var ratio = new SampleRatio(0.4, 0.375, 1.25, 0.2636, true);
    return List.of(
        new JudgedStage(
            1, AT, question, verdict(Conclusion.Better, Optional.of(ratio)), "verdicts/3.json"));
  }

  private static Verdict undecided() {
    return new Verdict(
        Conclusion.Inconclusive, "Not enough", List.of(), Optional.empty(), 3, 0, 1, 0, 1, 0);
  }

  private static Verdict verdict(Conclusion answer, Optional<SampleRatio> ratio) {
    return new Verdict(
        answer,
        "with the numbers",
        List.of(
            new MetricComparison(
                "errorRate", answer, 0.12, 0.01, 0.11, 0.0625, 0.1875, 0.015625, 0.005),
            new MetricComparison(
                "latency", Conclusion.Same, 12.5, 12, 0.0416, -0.125, 0.1875, 0.2, 0.005)),
        ratio,
        1_000,
        19_000,
        10,
        190,
        0.25,
        0.03125);
  }

  static Evidence evidence() {
    var acme = new TenantStats(100, 3, 912.5, Map.of("conversion_rate", 12.25));
    var umbrella = new TenantStats(7, 0, 63.75, Map.of());
    return new Evidence(
        Map.of("acme", acme, "initech", umbrella),
        Map.of("umbrella", umbrella),
        Map.of("acme", umbrella, "umbrella", acme));
  }
}
