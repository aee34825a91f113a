package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.retention.AuditArchive;
import io.hotswap.domain.audit.retention.DigestReader;
import io.hotswap.domain.audit.retention.RemovableRecords;
import io.hotswap.domain.audit.retention.RetentionDigests;
import io.hotswap.domain.audit.retention.RetentionPortsContract;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

class StoredRetentionPortsTest extends RetentionPortsContract {
  private final StoredTrail trail = new StoredTrail();

  @AfterEach
  void close() {
    trail.close();
  }

  @Override
  protected RemovableRecords records() {
    return trail.records(trail.dynamo());
  }

  @Override
  protected AuditArchive archive() {
    return trail.archive(trail.s3());
  }

  @Override
  protected RetentionDigests retention() {
    return trail.retention(trail.s3());
  }

  @Override
  protected DigestReader digests() {
    return trail.digests();
  }

  @Override
  protected void append(AuditSubject subject, Instant at) {
    trail.append(subject, at);
  }

  @Override
  protected void digest(Instant at) {
    trail.digest(at);
  }
}
