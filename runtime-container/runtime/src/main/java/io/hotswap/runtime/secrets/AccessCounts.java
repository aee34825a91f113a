package io.hotswap.runtime.secrets;

import io.hotswap.domain.tenant.secret.SecretId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How often plugins used values.
public final class AccessCounts {
  private final Map<SecretId, Long> counts = new ConcurrentHashMap<>();

  void count(SecretId id) {
    counts.merge(id, 1L, Long::sum);
  }

  /// What was counted since it was taken last.
  public Map<SecretId, Long> take() {
    Map<SecretId, Long> taken = new HashMap<>();
    for (var id : Set.copyOf(counts.keySet())) {
      Optional.ofNullable(counts.remove(id)).ifPresent(it -> taken.put(id, it));
    }
    return taken;
  }
}
