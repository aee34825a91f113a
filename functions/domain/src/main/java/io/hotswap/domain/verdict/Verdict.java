package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.SampleRatio;
import java.util.List;
import java.util.Optional;

/// @param reason one sentence for people, with the numbers
/// @param findings one per criterion, in its order; none where an arm has fewer than two tenants,
///   or where few tenants are not judged at this evaluation
/// @param candidateTenants number of tenants that called
/// @param candidateHeaviest the largest share of the candidate's calls that one tenant made; 0
///   without calls
public record Verdict(
    Conclusion answer,
    String reason,
    List<MetricComparison> findings,
    Optional<SampleRatio> sampleRatio,
    long candidateCalls,
    long baselineCalls,
    int candidateTenants,
    int baselineTenants,
    double candidateHeaviest,
    double baselineHeaviest) {
  public Verdict {
    findings = List.copyOf(findings);
  }
}
