package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.Pause;
import java.time.Instant;

record StoredPause(String by, String reason, Instant at) {
  static StoredPause of(Pause it) {
    return new StoredPause(it.by(), it.reason(), it.at());
  }

  Pause toDomain() {
    return new Pause(by, reason, at);
  }
}
