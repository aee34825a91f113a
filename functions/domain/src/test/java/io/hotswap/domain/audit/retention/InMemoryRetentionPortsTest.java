package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.AuditSubject;
import java.time.Instant;

class InMemoryRetentionPortsTest extends RetentionPortsContract {
  private final InMemoryAudit audit = new InMemoryAudit();

  @Override
  protected RemovableRecords records() {
    return audit;
  }

  @Override
  protected AuditArchive archive() {
    return audit;
  }

  @Override
  protected RetentionDigests retention() {
    return audit;
  }

  @Override
  protected DigestReader digests() {
    return audit;
  }

  @Override
  protected void append(AuditSubject subject, Instant at) {
    audit.append(subject.name(), at);
  }

  @Override
  protected void digest(Instant at) {
    audit.digest(at);
  }
}
