package io.hotswap.domain.verdict;

import java.util.List;
import java.util.Optional;

/// @param reason one sentence for people, with the numbers
/// @param findings one a criterion, in its order; none where an arm has fewer than two tenants
/// @param candidateTenants that called
public record Verdict(
    Answer answer,
    String reason,
    List<Finding> findings,
    Optional<SampleRatio> sampleRatio,
    long candidateCalls,
    long baselineCalls,
    int candidateTenants,
    int baselineTenants) {
  public Verdict {
    findings = List.copyOf(findings);
  }
}
