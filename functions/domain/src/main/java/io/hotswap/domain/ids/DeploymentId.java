package io.hotswap.domain.ids;

import java.util.Optional;
import java.util.UUID;

public record DeploymentId(UUID value) {
  public static DeploymentId of(String text) {
    return new DeploymentId(UUID.fromString(text));
  }

  public static Optional<DeploymentId> parse(String text) {
    try {
      return Optional.of(of(text));
    } catch (IllegalArgumentException notAGuid) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
