package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.audit.integrity.AuditFinding.AlteredRecord;
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

  /// @param settled what is older must be in a digest
  void record(ChainLink link, Instant settled) {
    if (link.sequence() <= last || early.containsKey(link.sequence())) {
      findings.accept(new MisplacedRecord(subject, link.sequence(), "there are two"));
    } else {
      early.put(link.sequence(), link);
      follow(settled);
    }
  }

  private void follow(Instant settled) {
    for (var next = early.remove(last + 1); next != null; next = early.remove(last + 1)) {
      append(next, settled);
    }
  }

  private void append(ChainLink link, Instant settled) {
    if (!link.previous().equals(head)) {
      findings.accept(
          link.sequence() == 1
              ? new MisplacedRecord(subject, 1, "it names a record before it")
              : new AlteredRecord(subject, last, "record " + link.sequence()));
    }
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

  void finish(Instant settled) {
    while (!early.isEmpty()) {
      var next = Objects.requireNonNull(early.firstEntry()).getValue();
      findings.accept(new MissingRecords(subject, last + 1, next.sequence() - 1));
      last = next.sequence() - 1;
      head = next.previous();
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
