package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Jobs in memory.
final class InMemoryBulkJobs implements BulkJobs {
  private final Map<UUID, BulkJob> stored = new HashMap<>();
  private final Map<UUID, List<BulkLine>> lines = new HashMap<>();
  private final Map<UUID, List<BulkResult>> results = new HashMap<>();

  @Override
  public boolean create(BulkJob job, List<BulkLine> all, AuditRecord audit) {
    if (stored.putIfAbsent(job.id(), job) != null) {
      return false;
    }
    lines.put(job.id(), List.copyOf(all));
    results.put(job.id(), new ArrayList<>());
    return true;
  }

  @Override
  public Optional<BulkJob> find(UUID id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public List<UUID> open(int atMost) {
    return stored.values().stream()
        .filter(it -> it.endedAt().isEmpty())
        .sorted(Comparator.comparing(BulkJob::createdAt))
        .limit(atMost)
        .map(BulkJob::id)
        .toList();
  }

  @Override
  public List<BulkLine> next(BulkJob job) {
    return lines.getOrDefault(job.id(), List.of()).stream()
        .skip(job.handled())
        .limit(job.partSize())
        .toList();
  }

  @Override
  public boolean advance(BulkJob before, BulkJob after, List<BulkResult> more) {
    if (!isAs(before)) {
      return false;
    }
    stored.put(after.id(), after);
    results.computeIfAbsent(after.id(), key -> new ArrayList<>()).addAll(more);
    return true;
  }

  private boolean isAs(BulkJob before) {
    return find(before.id())
        .filter(it -> it.handled() == before.handled() && it.endedAt().isEmpty())
        .isPresent();
  }

  @Override
  public boolean stop(BulkJob stopped, AuditRecord audit) {
    if (!isAs(stopped)) {
      return false;
    }
    stored.put(stopped.id(), stopped);
    return true;
  }

  @Override
  public Page<BulkResult> results(BulkJob job, PageRequest page) {
    int from = page.after().map(Integer::parseInt).orElse(0);
    var all = results.getOrDefault(job.id(), List.of());
    var items = all.stream().skip(from).limit(page.limit()).toList();
    int next = from + items.size();
    return new Page<>(
        items, next < all.size() ? Optional.of(Integer.toString(next)) : Optional.empty());
  }
}
