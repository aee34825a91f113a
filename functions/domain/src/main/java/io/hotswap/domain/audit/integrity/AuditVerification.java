package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.audit.integrity.AuditFinding.AlteredDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.HiddenDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.MisplacedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.OldDigests;
import io.hotswap.domain.audit.integrity.AuditFinding.ReplacedDigest;
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
  private Optional<Digest> previous = Optional.empty();
  private boolean previousIsKnown = true;
  private Instant settled = Instant.MIN;
  private Optional<Instant> newest = Optional.empty();
  private long digests;
  private long records;

  /// @param name under which it is stored
  /// @param signed over its bytes
  public void digest(String name, Digest signed, AuditDigest digest) {
    if (previousIsKnown && !digest.previous().equals(previous)) {
      findings.add(new MissingDigest(name));
    }
    for (var head : digest.heads()) {
      chain(head.subject()).know(head.sequence(), head.digest(), name);
    }
    settled = digest.at().minus(DigestingAudit.OVERLAP);
    newest = Optional.of(digest.at());
    next(signed, true);
  }

  /// A digest whose signature is not of its bytes, or that cannot be read.
  public void altered(String name, Digest signed, String why) {
    findings.add(new AlteredDigest(name, why));
    next(signed, false);
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

  private void next(Digest signed, boolean isKnown) {
    digests++;
    previous = Optional.of(signed);
    previousIsKnown = isKnown;
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
    return new AuditReport(records, chains.size(), digests, undigested, findings);
  }

  private VerifiedChain chain(String subject) {
    return chains.computeIfAbsent(subject, it -> new VerifiedChain(it, findings::add));
  }
}
