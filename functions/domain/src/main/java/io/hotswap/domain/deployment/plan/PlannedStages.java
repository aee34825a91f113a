package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Plan.Stage;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The stages of each strategy, with the tenants and nodes that they affect now.
final class PlannedStages {
  private static final String LOADED = "every live node has it loaded, started and healthy";
  private static final String SERVED = "every live node serves it, healthily";
  // A node polls for changes every second and acknowledges at once.
  private static final Duration CONVERGENCE = Duration.ofSeconds(2);

  private static final int MOST_BATCHES = 12;

  private PlannedStages() {}

  static List<Stage> of(Strategy strategy, int tenants, int nodes) {
    var first = new Stage("Stage", 0, 0, nodes, CONVERGENCE, LOADED);
    List<Stage> stages = new ArrayList<>();
    switch (strategy) {
      case Direct it -> stages.add(first);
      case Canary it -> {
        stages.add(first);
        canary(it, tenants, nodes).forEach(stages::add);
      }
      case BlueGreen it -> blueGreen(it, tenants, nodes).forEach(stages::add);
      case Rolling it -> {
        stages.add(first);
        rolling(it, tenants, nodes).forEach(stages::add);
      }
      case AbTest it -> {
        stages.add(first);
        stages.add(variants(it, tenants, nodes));
      }
    }
    stages.add(new Stage("Switch", 100, tenants, nodes, CONVERGENCE, SERVED));
    return stages;
  }

  private static List<Stage> canary(Canary it, int tenants, int nodes) {
    return it.judgedShares().stream()
        .map(
            share ->
                new Stage(
                    "Cohort " + share + " %",
                    share,
                    CohortSelector.size(tenants, share),
                    nodes,
                    CONVERGENCE.plus(it.evaluationPeriod()),
                    "the verdict is Better or Same; at most "
                        + it.maxExtension()
                        + " longer for enough evidence"))
        .toList();
  }

  private static List<Stage> blueGreen(BlueGreen it, int tenants, int nodes) {
    List<Stage> stages = new ArrayList<>();
    stages.add(
        new Stage(
            "Green",
            0,
            0,
            nodes,
            CONVERGENCE.plus(it.warmupPeriod()),
            "%s, and passes %d acceptance cases there".formatted(LOADED, it.acceptance().cases())));
    if (it.switchoverType() == Switchover.Linear) {
      for (int tenth = 1; tenth < 10; tenth++) {
        stages.add(
            new Stage(
                "Tenth " + tenth,
                tenth * 10,
                CohortSelector.size(tenants, tenth * 10),
                nodes,
                CONVERGENCE.plus(it.switchoverPeriod().dividedBy(10)),
                SERVED));
      }
    }
    return stages;
  }

  /// At most [#MOST_BATCHES] stages: with more batches, those between the first ones and the last
  /// are combined into one stage. The plan is stored with its deployment, so its size is bounded.
  private static List<Stage> rolling(Rolling it, int tenants, int nodes) {
    int batches = Math.ceilDiv(nodes, it.batchSize());
    if (batches <= MOST_BATCHES) {
      return IntStream.rangeClosed(1, batches)
          .mapToObj(batch -> batches(it, batch, batch, tenants, nodes))
          .toList();
    }
    List<Stage> stages = new ArrayList<>();
    for (int batch = 1; batch < MOST_BATCHES - 1; batch++) {
      stages.add(batches(it, batch, batch, tenants, nodes));
    }
    stages.add(batches(it, MOST_BATCHES - 1, batches - 1, tenants, nodes));
    stages.add(batches(it, batches, batches, tenants, nodes));
    return stages;
  }

  private static Stage batches(Rolling it, int first, int last, int tenants, int nodes) {
    int before = (first - 1) * it.batchSize();
    int after = Math.min(nodes, last * it.batchSize());
    var pause = after < nodes ? it.waitBetweenBatches() : Duration.ZERO;
    return new Stage(
        first == last ? "Batch " + first : "Batches %d to %d".formatted(first, last),
        100 * after / nodes,
        tenants,
        after - before,
        CONVERGENCE.plus(pause).multipliedBy(last - first + 1L),
        (first == last ? "the batch serves" : "each batch serves")
            + " it healthily within "
            + it.healthCheckTimeout());
  }

  private static Stage variants(AbTest it, int tenants, int nodes) {
    return new Stage(
        "Split",
        it.percentB(),
        Math.round(tenants * it.percentB() / 100f),
        nodes,
        CONVERGENCE.plus(it.testDuration()),
        "B is Better by %s: everybody gets it; else A stays"
            .formatted(
                it.compared().stream().map(Metric::description).collect(Collectors.joining(", "))));
  }
}
