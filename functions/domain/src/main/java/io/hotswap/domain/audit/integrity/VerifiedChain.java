package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.audit.integrity.AuditFinding.AlteredRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.DetachedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MisplacedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingRecords;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingTail;
import io.hotswap.domain.audit.integrity.AuditFinding.UndigestedRecord;
import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One subject's chain while it is verified. Its records may come in any order; while they come in
/// that of their numbers, only the last is kept.
final class VerifiedChain {
  private final String subject;
  private final Consumer<AuditFinding> findings;
  private final NavigableMap<Long, Known> known = new TreeMap<>();
  private final NavigableMap<Long, ChainLink> early = new TreeMap<>();
  private final RemovedRecords removed = new RemovedRecords();
  private Optional<String> removedBy = Optional.empty();
  private long last;
  private Optional<Digest> head = Optional.empty();

  /// @param name of the digest that names the record
  private record Known(Digest digest, String name) {}

  VerifiedChain(String subject, Consumer<AuditFinding> findings) {
    this.subject = subject;
    this.findings = findings;
  }

  void know(long sequence, Digest digest, String name) {
    var before = known.putIfAbsent(sequence, new Known(digest, name));
    if (before != null && !before.digest().equals(digest)) {
      findings.accept(new AlteredRecord(subject, sequence, "digest " + name));
    }
  }

  /// @param name of the retention digest
  /// @param archived whether the removed records follow
  void begin(RetentionDigest.Begin begin, String name, boolean archived) {
    know(begin.sequence() - 1, begin.previous(), name);
    if (!archived && begin.from() > removed.begin()) {
      findings.accept(new MissingRecords(subject, removed.begin(), begin.from() - 1));
    }
    removed.add(begin, name, archived);
  }

  /// @param settled what is older must be in a digest
  void record(ChainLink link, Instant settled) {
    if (link.sequence() >= removed.begin()) {
      archived(link, settled);
    } else if (!removed.leave(link)) {
      findings.accept(new MisplacedRecord(subject, link.sequence(), "there are two"));
    }
  }

  /// One that may have been removed.
  void archived(ChainLink link, Instant settled) {
    if (link.sequence() <= last || early.containsKey(link.sequence())) {
      findings.accept(new MisplacedRecord(subject, link.sequence(), "there are two"));
    } else {
      early.put(link.sequence(), link);
      follow(settled);
    }
  }

  private void follow(Instant settled) {
    skip();
    for (var next = early.remove(last + 1); next != null; next = early.remove(last + 1)) {
      append(next, settled);
      skip();
    }
  }

  private void skip() {
    for (var part = removed.unread(last + 1); part.isPresent(); ) {
      last = part.get().to() - 1;
      head = Optional.of(part.get().previous());
      removedBy = Optional.of(part.get().name());
      part = removed.unread(last + 1);
    }
  }

  private void append(ChainLink link, Instant settled) {
    if (!link.previous().equals(head)) {
      findings.accept(detached(link));
    }
    removedBy = Optional.empty();
    var digested = known.get(link.sequence());
    if (digested != null && !digested.digest().equals(link.digest())) {
      findings.accept(new AlteredRecord(subject, link.sequence(), "digest " + digested.name()));
    }
    if (link.at().isBefore(settled) && known.ceilingKey(link.sequence()) == null) {
      findings.accept(new UndigestedRecord(subject, link.sequence(), link.at()));
    }
    last = link.sequence();
    head = Optional.of(link.digest());
  }

  private AuditFinding detached(ChainLink link) {
    if (link.sequence() == 1) {
      return new MisplacedRecord(subject, 1, "it names a record before it");
    }
    return removedBy
        .<AuditFinding>map(it -> new DetachedRecord(subject, link.sequence(), it))
        .orElseGet(() -> new AlteredRecord(subject, last, "record " + link.sequence()));
  }

  void finish(Instant settled) {
    skip();
    removed.finish(findings);
    while (!early.isEmpty()) {
      var next = Objects.requireNonNull(early.firstEntry()).getValue();
      findings.accept(new MissingRecords(subject, last + 1, next.sequence() - 1));
      last = next.sequence() - 1;
      head = next.previous();
      removedBy = Optional.empty();
      follow(settled);
    }
    if (!known.isEmpty() && known.lastKey() > last) {
      var end = Objects.requireNonNull(known.lastEntry());
      findings.accept(new MissingTail(subject, last + 1, end.getKey(), end.getValue().name()));
    }
  }

  /// How many records are newer than every digest that names the chain.
  long undigested() {
    return known.isEmpty() ? last : Math.max(0, last - known.lastKey());
  }
}
