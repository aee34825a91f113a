package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Erasures in memory.
final class InMemoryErasures implements Erasures {
  final List<AuditRecord> audits = new ArrayList<>();
  private final Map<UUID, Erasure> stored = new HashMap<>();

  @Override
  public boolean create(Erasure erasure, AuditRecord audit) {
    return stored.putIfAbsent(erasure.id(), erasure) == null && audits.add(audit);
  }

  @Override
  public Optional<Erasure> find(UUID id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public List<Erasure> open() {
    return stored.values().stream()
        .filter(it -> !it.hasEnded())
        .sorted(Comparator.comparing(Erasure::createdAt))
        .map(it -> Erasure.begun(it.id(), it.subject(), it.origin(), it.found(), it.createdAt()))
        .toList();
  }

  @Override
  public boolean advance(Erasure before, Erasure after, Optional<AuditRecord> certificate) {
    if (find(before.id()).filter(before::equals).isEmpty()) {
      return false;
    }
    stored.put(after.id(), after);
    certificate.ifPresent(audits::add);
    return true;
  }
}
