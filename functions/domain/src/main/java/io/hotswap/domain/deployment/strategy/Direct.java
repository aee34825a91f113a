package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.refusal.FieldError;
import java.util.List;
import java.util.Optional;

/// Routes everybody at once.
public record Direct(long minimumCalls) implements Strategy {
  @Override
  public StrategyName name() {
    return StrategyName.Direct;
  }

  @Override
  public List<Stage> stages() {
    return List.of(Stage.everybody(true));
  }

  @Override
  public boolean canPause() {
    return false;
  }

  @Override
  public boolean canPromote() {
    return false;
  }

  @Override
  public Optional<String> needsServingVersion() {
    return Optional.empty();
  }

  @Override
  public List<FieldError> conflicts(RequestContext context) {
    return List.of();
  }
}
