package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.strategy.Move;
import io.hotswap.domain.deployment.strategy.Stage;
import io.hotswap.domain.deployment.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The stages of a strategy, with the tenants and nodes that they affect now.
final class PlannedStages {
  // A node polls for changes every second and acknowledges at once.
  private static final Duration CONVERGENCE = Duration.ofSeconds(2);

  private static final int MOST_BATCHES = 12;

  private final int tenants;
  private final int nodes;

  private PlannedStages(int tenants, int nodes) {
    this.tenants = tenants;
    this.nodes = nodes;
  }

  static List<Plan.Stage> of(Strategy strategy, int tenants, int nodes) {
    var staging = strategy.staging();
    var first =
        new Plan.Stage(
            staging.name(), 0, 0, nodes, CONVERGENCE.plus(staging.warmup()), staging.condition());
    var planned = new PlannedStages(tenants, nodes);
    return Stream.concat(
            Stream.of(first), strategy.stages().stream().flatMap(it -> planned.of(it).stream()))
        .toList();
  }

  private List<Plan.Stage> of(Stage stage) {
    return switch (stage.move()) {
      case Move.Batch it -> batches(stage, it.nodes());
      case Move.TenantShare it -> planned(stage, CohortSelector.size(tenants, it.percentage()));
      case Move.Variants it -> planned(stage, Math.round(tenants * it.percentage() / 100f));
      case Move.Everybody it -> planned(stage, tenants);
      case Move.Winner it -> planned(stage, tenants);
    };
  }

  private List<Plan.Stage> planned(Stage stage, int affected) {
    return List.of(
        new Plan.Stage(
            stage.name(),
            stage.move().percentage(),
            affected,
            nodes,
            CONVERGENCE.plus(stage.observation().shortest()),
            stage.condition()));
  }

  /// At most [#MOST_BATCHES] stages: with more batches, those between the first ones and the last
  /// are combined into one stage. The plan is stored with its deployment, so its size is bounded.
  private List<Plan.Stage> batches(Stage stage, int size) {
    int batches = Math.ceilDiv(nodes, size);
    if (batches <= MOST_BATCHES) {
      return IntStream.rangeClosed(1, batches)
          .mapToObj(batch -> batches(stage, size, batch, batch))
          .toList();
    }
    List<Plan.Stage> stages = new ArrayList<>();
    for (int batch = 1; batch < MOST_BATCHES - 1; batch++) {
      stages.add(batches(stage, size, batch, batch));
    }
    stages.add(batches(stage, size, MOST_BATCHES - 1, batches - 1));
    stages.add(batches(stage, size, batches, batches));
    return stages;
  }

  private Plan.Stage batches(Stage stage, int size, int first, int last) {
    int before = (first - 1) * size;
    int after = Math.min(nodes, last * size);
    var pause = after < nodes ? stage.observation().shortest() : Duration.ZERO;
    boolean one = first == last;
    return new Plan.Stage(
        one ? stage.name() + " " + first : "%ses %d to %d".formatted(stage.name(), first, last),
        100 * after / nodes,
        tenants,
        after - before,
        CONVERGENCE.plus(pause).multipliedBy(last - first + 1L),
        (one ? "the batch " : "each batch ") + stage.condition());
  }
}
