package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tenants in memory.
public final class InMemoryRegisteredTenants implements RegisteredTenants {
  public final List<AuditRecord> audits = new ArrayList<>();
  public final Map<ErasureSubject, OngoingErasure> erased = new HashMap<>();
  private final TreeMap<String, RegisteredTenant> stored = new TreeMap<>();

  @Override
  public Optional<RegisteredTenant> find(String id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public Optional<OngoingErasure> erasure(String id) {
    return Optional.ofNullable(erased.get(new ErasedTenant(id)));
  }

  @Override
  public Page<RegisteredTenant> list(Optional<String> prefix, PageRequest page) {
    var following =
        stored.tailMap(page.after().orElse(""), false).values().stream()
            .filter(it -> it.id().startsWith(prefix.orElse("")))
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size() ? Optional.of(items.getLast().id()) : Optional.empty());
  }

  @Override
  public boolean commit(RegisteredTenant next, AuditRecord audit) {
    long before = find(next.id()).map(RegisteredTenant::revision).orElse(0L);
    if (before != next.revision() - 1) {
      return false;
    }
    stored.put(next.id(), next);
    audits.add(audit);
    return true;
  }
}
