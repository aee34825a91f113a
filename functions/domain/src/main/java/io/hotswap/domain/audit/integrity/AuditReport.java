package io.hotswap.domain.audit.integrity;

import java.util.List;

/// @param undigested records that are newer than every digest: a cut of these would not be seen
public record AuditReport(
    long records, long subjects, long digests, long undigested, List<AuditFinding> findings) {
  public AuditReport {
    findings = List.copyOf(findings);
  }

  public boolean isIntact() {
    return findings.isEmpty();
  }
}
