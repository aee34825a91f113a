package io.hotswap.domain.deployment.strategy;

public enum Switchover {
  Instant,
  Linear
}
