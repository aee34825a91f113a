package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.refusal.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A batch of nodes after the other. Other plugins on these nodes are not affected.
///
/// @param batchSize nodes at a time
/// @param healthCheckTimeout how long a batch has to serve the version healthily
public record Rolling(
    int batchSize, Duration waitBetweenBatches, Duration healthCheckTimeout, long minimumCalls)
    implements Strategy {
  @Override
  public StrategyName name() {
    return StrategyName.Rolling;
  }

  @Override
  public List<Stage> stages() {
    var batch =
        new Stage(
            "Batch",
            new Move.Batch(batchSize, healthCheckTimeout),
            new Observation.Wait(waitBetweenBatches),
            "serves it healthily within " + healthCheckTimeout);
    return List.of(batch, Stage.everybody(true));
  }

  @Override
  public Stage observed(int moves) {
    return stages().getFirst();
  }

  @Override
  public Stage next(int moves, BooleanSupplier nodesLeft) {
    return nodesLeft.getAsBoolean() ? stages().getFirst() : stages().getLast();
  }

  @Override
  public boolean canPause() {
    return true;
  }

  @Override
  public boolean canPromote() {
    return false;
  }

  @Override
  public Optional<String> needsServingVersion() {
    return Optional.of("/strategy");
  }

  @Override
  public List<FieldError> conflicts(RequestContext context) {
    return context.otherVersion().stream().toList();
  }
}
