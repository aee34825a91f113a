package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.audit.integrity.AuditFinding.AlteredArchive;
import io.hotswap.domain.audit.integrity.AuditFinding.AlteredDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.HiddenDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.MisplacedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingArchive;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.OldDigests;
import io.hotswap.domain.audit.integrity.AuditFinding.ReplacedDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.UnknownDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.UnreadableRecord;
import io.hotswap.domain.ids.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Verifies records against each other and against digests, wherever both were read. Digests come
/// first, in the order of their times, then the records in any order.
public final class AuditVerification {
  private static final Duration OLD = Duration.ofHours(2);

  private final Map<String, VerifiedChain> chains = new HashMap<>();
  private final List<AuditFinding> findings = new ArrayList<>();
  private final DigestChain hourly = new DigestChain();
  private final DigestChain retention = new DigestChain();
  private final Map<Instant, Digest> signed = new HashMap<>();
  private Instant settled = Instant.MIN;
  private Optional<Instant> newest = Optional.empty();
  private long records;

  /// @param name under which it is stored
  /// @param signed over its bytes
  public void digest(String name, Digest signed, AuditDigest digest) {
    if (!hourly.append(digest.previous(), signed)) {
      findings.add(new MissingDigest(name));
    }
    for (var head : digest.heads()) {
      chain(head.subject()).know(head.sequence(), head.digest(), name);
    }
    settled = digest.at().minus(DigestingAudit.OVERLAP);
    newest = Optional.of(digest.at());
    this.signed.put(digest.at(), signed);
  }

  /// A digest whose signature is not of its bytes, or that cannot be read.
  public void altered(String name, Digest signed, String why) {
    findings.add(new AlteredDigest(name, why));
    hourly.appendAltered(signed);
  }

  /// What retention removed; after the digests, in the order of the numbers.
  ///
  /// @param archived whether the removed records follow; without them the chains begin after them
  public void retention(String name, Digest signed, RetentionDigest digest, boolean archived) {
    if (!retention.append(digest.previous(), signed)) {
      findings.add(new MissingDigest(name));
    }
    digest
        .through()
        .filter(it -> !it.signed().equals(this.signed.get(it.at())))
        .ifPresent(it -> findings.add(new UnknownDigest(name, it.at())));
    digest.begins().forEach(it -> chain(it.subject()).begin(it, name, archived));
  }

  /// A retention digest that is not what was signed.
  public void alteredRetention(String name, Digest signed, String why) {
    findings.add(new AlteredDigest(name, why));
    retention.appendAltered(signed);
  }

  /// @param digest the retention digest that names it
  public void missingArchive(String name, String digest) {
    findings.add(new MissingArchive(name, digest));
  }

  /// @param digest the retention digest that names it
  public void alteredArchive(String name, String digest) {
    findings.add(new AlteredArchive(name, digest));
  }

  /// A removed record, from its archive.
  public void archived(ChainLink link) {
    records++;
    chain(link.subject()).archived(link, settled);
  }

  /// A digest that is verified all the same.
  public void hidden(String name) {
    findings.add(new HiddenDigest(name));
  }

  /// A digest whose first version is verified.
  public void replaced(String name) {
    findings.add(new ReplacedDigest(name));
  }

  /// The digests go on until now, as far as such that are made each hour do.
  public void current(Instant now) {
    if (newest.filter(it -> !it.isBefore(now.minus(OLD))).isEmpty()) {
      findings.add(new OldDigests(newest, now));
    }
  }

  public void record(ChainLink link) {
    records++;
    chain(link.subject()).record(link, settled);
  }

  /// A record that is stored under another subject or number than its own.
  public void misplaced(ChainLink link, String where) {
    findings.add(new MisplacedRecord(link.subject(), link.sequence(), "it is stored as " + where));
    record(link);
  }

  /// What cannot be read as a record: its chain is broken where it should be.
  public void unreadable(String where) {
    records++;
    findings.add(new UnreadableRecord(where));
  }

  /// Nothing may follow.
  public AuditReport finish() {
    chains.values().forEach(it -> it.finish(settled));
    long undigested = chains.values().stream().mapToLong(VerifiedChain::undigested).sum();
    return new AuditReport(
        records, chains.size(), hourly.length() + retention.length(), undigested, findings);
  }

  private VerifiedChain chain(String subject) {
    return chains.computeIfAbsent(subject, it -> new VerifiedChain(it, findings::add));
  }
}
