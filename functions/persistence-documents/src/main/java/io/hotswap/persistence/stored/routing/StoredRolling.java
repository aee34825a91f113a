package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.RollingCandidate;
import java.util.List;
import java.util.Set;

record StoredRolling(String version, List<String> nodes) {
  static StoredRolling of(RollingCandidate it) {
    return new StoredRolling(it.version(), it.nodes().stream().sorted().toList());
  }

  RollingCandidate toDomain() {
    return new RollingCandidate(version, Set.copyOf(nodes));
  }
}
