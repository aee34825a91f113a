package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.Origin;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A ledger in memory.
final class InMemoryErasureLedger implements ErasureLedger {
  private final Map<UUID, Erasure> entries = new HashMap<>();

  @Override
  public void add(Erasure it) {
    var by = it.origin();
    var origin = new Origin(by.actor(), "", by.roles(), by.requestId(), by.traceparent());
    entries.putIfAbsent(
        it.id(), Erasure.begun(it.id(), it.subject(), origin, Map.of(), it.createdAt()));
  }

  @Override
  public List<Erasure> since(Instant time) {
    return entries.values().stream()
        .filter(it -> !it.createdAt().isBefore(time))
        .sorted(Comparator.comparing(Erasure::createdAt))
        .toList();
  }
}
