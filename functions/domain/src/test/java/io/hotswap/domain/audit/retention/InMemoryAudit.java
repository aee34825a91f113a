package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.audit.integrity.AuditReport;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.audit.integrity.ChainLink;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Records, digests and archives, of which a run can be killed after so many writes.
final class InMemoryAudit
    implements DigestReader, RetentionDigests, AuditArchive, RemovableRecords {
  private final Map<String, SortedMap<Long, StoredLine>> chains = new HashMap<>();
  private final NavigableMap<Instant, DigestReader.Signed> digests = new TreeMap<>();
  private final List<RetentionDigests.Signed> retention = new ArrayList<>();
  private final Map<String, List<StoredLine>> archives = new HashMap<>();
  private int writes = Integer.MAX_VALUE;

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  void killAfter(int more) {
    writes = more;
  }

  private void wrote() {
    if (--writes == 0) {
      throw new Killed();
    }
  }

  void append(String subject, Instant at) {
    var chain = chains.computeIfAbsent(subject, _ -> new TreeMap<>());
    var last =
        chain.isEmpty()
            ? Optional.<ChainLink>empty()
            : Optional.of(chain.lastEntry().getValue().link());
    long sequence = last.map(ChainLink::sequence).orElse(0L) + 1;
    var text = subject + " " + sequence + " " + at;
    var link = new ChainLink(subject, sequence, last.map(ChainLink::digest), Digest.over(text), at);
    chain.put(sequence, new StoredLine(link, text));
  }

  void drop(String subject, long sequence) {
    chains.getOrDefault(subject, new TreeMap<>()).remove(sequence);
  }

  /// Of the ends of all chains.
  void digest(Instant at) {
    var heads =
        chains.values().stream()
            .map(it -> it.lastEntry().getValue().link())
            .map(it -> new AuditDigest.Head(it.subject(), it.sequence(), it.digest()))
            .toList();
    var previous =
        Optional.ofNullable(digests.lastEntry()).map(it -> it.getValue().name().signed());
    var digest = new AuditDigest(at, previous, heads);
    digests.put(at, new DigestReader.Signed(new AuditDigests.Last(at, over(digest)), digest));
  }

  void forgetDigest(Instant at) {
    digests.remove(at);
  }

  void forgetFirstRetention() {
    retention.removeFirst();
  }

  private static Digest over(Record it) {
    return Digest.over(it.toString());
  }

  List<Long> kept(String subject) {
    return List.copyOf(chains.getOrDefault(subject, new TreeMap<>()).keySet());
  }

  long archived() {
    return retention.stream().mapToLong(it -> it.digest().archive().records()).sum();
  }

  AuditReport verified(boolean archived) {
    var verification = new AuditVerification();
    digests
        .values()
        .forEach(it -> verification.digest("" + it.name().at(), it.name().signed(), it.digest()));
    for (var it : retention) {
      verification.retention("" + it.digest().number(), it.signed(), it.digest(), archived);
      if (archived) {
        archives
            .getOrDefault(it.digest().archive().name(), List.of())
            .forEach(line -> verification.archived(line.link()));
      }
    }
    chains.values().forEach(it -> it.values().forEach(line -> verification.record(line.link())));
    return verification.finish();
  }

  @Override
  public Optional<DigestReader.Signed> next(Optional<Instant> after) {
    var next = after.isEmpty() ? digests.firstEntry() : digests.higherEntry(after.get());
    return Optional.ofNullable(next).map(Map.Entry::getValue);
  }

  @Override
  public List<RetentionDigests.Signed> all() {
    return List.copyOf(retention);
  }

  @Override
  public Optional<RetentionDigests.Signed> add(RetentionDigest digest) {
    if (digest.number() <= retention.size()) {
      return Optional.empty();
    }
    var signed = new RetentionDigests.Signed(digest, over(digest));
    retention.add(signed);
    wrote();
    return Optional.of(signed);
  }

  @Override
  public RetentionDigest.Archive add(List<StoredLine> records) {
    var digest = Digest.over(records.toString());
    archives.put("archive " + digest, List.copyOf(records));
    wrote();
    return new RetentionDigest.Archive("archive " + digest, digest, records.size());
  }

  @Override
  public List<StoredLine> between(String subject, long from, long to) {
    return List.copyOf(chains.getOrDefault(subject, new TreeMap<>()).subMap(from, to + 1).values());
  }

  @Override
  public void removeBefore(List<RetentionDigest.Begin> begins) {
    for (var begin : begins) {
      for (var it : between(begin.subject(), 1, begin.sequence() - 1)) {
        drop(begin.subject(), it.link().sequence());
        wrote();
      }
    }
  }
}
