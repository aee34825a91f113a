package io.hotswap.domain.audit;

import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Audit records in memory.
public final class InMemoryAuditEntries implements AuditEntries {
  private final List<AuditEntry> stored = new ArrayList<>();

  public synchronized void append(AuditRecord record) {
    var last =
        stored.stream()
            .filter(it -> it.record().subject().equals(record.subject()))
            .reduce((earlier, later) -> later);
    long sequence = last.map(AuditEntry::sequence).orElse(0L) + 1;
    var previous = last.map(AuditEntry::digest);
    stored.add(
        new AuditEntry(record, sequence, previous, record + " " + sequence + " " + previous));
  }

  @Override
  public synchronized Page<AuditEntry> of(AuditSubject subject, PageRequest page) {
    return newestFirst(
        stored.stream().filter(it -> it.record().subject().equals(subject)).toList(),
        page,
        it -> String.format(Locale.ROOT, "%019d", it.sequence()));
  }

  @Override
  public synchronized Page<AuditEntry> find(AuditQuery query, PageRequest page) {
    return newestFirst(
        stored.stream().filter(it -> query.selects(it.record())).toList(),
        page,
        InMemoryAuditEntries::position);
  }

  private static String position(AuditEntry it) {
    var at = it.record().at();
    return String.format(
        Locale.ROOT,
        "%019d.%09d#%s#%d",
        at.getEpochSecond(),
        at.getNano(),
        it.record().subject().name(),
        it.sequence());
  }

  private static Page<AuditEntry> newestFirst(
      List<AuditEntry> found, PageRequest page, Function<AuditEntry, String> position) {
    var following =
        found.stream()
            .filter(it -> page.after().filter(a -> position.apply(it).compareTo(a) >= 0).isEmpty())
            .sorted(Comparator.comparing(position).reversed())
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size()
            ? Optional.of(position.apply(items.getLast()))
            : Optional.empty());
  }
}
