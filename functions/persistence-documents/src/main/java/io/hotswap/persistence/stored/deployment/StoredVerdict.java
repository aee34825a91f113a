package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.Verdict;
import java.util.List;
import java.util.Optional;

record StoredVerdict(
    Conclusion answer,
    String reason,
    List<StoredComparison> findings,
    Optional<StoredSampleRatio> sampleRatio,
    long candidateCalls,
    long baselineCalls,
    int candidateTenants,
    int baselineTenants,
    double candidateHeaviest,
    double baselineHeaviest) {
  static StoredVerdict of(Verdict it) {
    return new StoredVerdict(
        it.answer(),
        it.reason(),
        it.findings().stream().map(StoredComparison::of).toList(),
        it.sampleRatio().map(StoredSampleRatio::of),
        it.candidateCalls(),
        it.baselineCalls(),
        it.candidateTenants(),
        it.baselineTenants(),
        it.candidateHeaviest(),
        it.baselineHeaviest());
  }

  Verdict toDomain() {
    return new Verdict(
        answer,
        reason,
        findings.stream().map(StoredComparison::toDomain).toList(),
        sampleRatio.map(StoredSampleRatio::toDomain),
        candidateCalls,
        baselineCalls,
        candidateTenants,
        baselineTenants,
        candidateHeaviest,
        baselineHeaviest);
  }
}
