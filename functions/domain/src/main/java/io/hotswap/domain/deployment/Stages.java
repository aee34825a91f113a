package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Plan.Stage;
import io.hotswap.domain.verdict.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The stages of each strategy, with whom they touch now.
final class Stages {
  private static final String LOADED = "every live node has it loaded, started and healthy";
  private static final String SERVED = "every live node serves it, healthily";
  // A node looks for changes every second and acknowledges at once.
  private static final Duration FOLLOW = Duration.ofSeconds(2);

  private Stages() {}

  static List<Stage> of(Settings settings, int tenants, int nodes) {
    var first = new Stage("Stage", 0, 0, nodes, FOLLOW, LOADED);
    List<Stage> stages = new ArrayList<>();
    switch (settings) {
      case Settings.Direct it -> stages.add(first);
      case Settings.Canary it -> {
        stages.add(first);
        canary(it, tenants, nodes).forEach(stages::add);
      }
      case Settings.BlueGreen it -> blueGreen(it, tenants, nodes).forEach(stages::add);
      case Settings.Rolling it -> {
        stages.add(first);
        rolling(it, tenants, nodes).forEach(stages::add);
      }
      case Settings.AbTest it -> {
        stages.add(first);
        stages.add(variants(it, tenants, nodes));
      }
    }
    stages.add(new Stage("Switch", 100, tenants, nodes, FOLLOW, SERVED));
    return stages;
  }

  private static List<Stage> canary(Settings.Canary it, int tenants, int nodes) {
    return it.steps().stream()
        .filter(share -> share < 100)
        .map(
            share ->
                new Stage(
                    "Cohort " + share + " %",
                    share,
                    Cohorts.size(tenants, share),
                    nodes,
                    FOLLOW.plus(it.evaluationPeriod()),
                    "the verdict is Better or Same; at most "
                        + it.maxExtension()
                        + " longer for enough evidence"))
        .toList();
  }

  private static List<Stage> blueGreen(Settings.BlueGreen it, int tenants, int nodes) {
    List<Stage> stages = new ArrayList<>();
    stages.add(
        new Stage(
            "Green",
            0,
            0,
            nodes,
            FOLLOW.plus(it.warmupPeriod()),
            "%s, and passes %d acceptance cases there"
                .formatted(LOADED, it.acceptanceCases().size())));
    if (it.switchoverType() == Settings.Switchover.Linear) {
      for (int tenth = 1; tenth < 10; tenth++) {
        stages.add(
            new Stage(
                "Tenth " + tenth,
                tenth * 10,
                Cohorts.size(tenants, tenth * 10),
                nodes,
                FOLLOW.plus(it.switchoverPeriod().dividedBy(10)),
                SERVED));
      }
    }
    return stages;
  }

  private static List<Stage> rolling(Settings.Rolling it, int tenants, int nodes) {
    List<Stage> stages = new ArrayList<>();
    int batches = Math.ceilDiv(nodes, it.batchSize());
    for (int batch = 1; batch <= batches; batch++) {
      int moved = Math.min(nodes, batch * it.batchSize());
      stages.add(
          new Stage(
              "Batch " + batch,
              100 * moved / nodes,
              tenants,
              Math.min(it.batchSize(), nodes - (batch - 1) * it.batchSize()),
              FOLLOW.plus(batch < batches ? it.waitBetweenBatches() : Duration.ZERO),
              "the batch serves it healthily within " + it.healthCheckTimeout()));
    }
    return stages;
  }

  private static Stage variants(Settings.AbTest it, int tenants, int nodes) {
    return new Stage(
        "Split",
        it.percentB(),
        Math.round(tenants * it.percentB() / 100f),
        nodes,
        FOLLOW.plus(it.testDuration()),
        "B is Better by %s: everybody gets it; else A stays"
            .formatted(it.compared().stream().map(Metric::told).collect(Collectors.joining(", "))));
  }
}
