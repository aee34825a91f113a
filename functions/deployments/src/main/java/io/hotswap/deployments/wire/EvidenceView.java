package io.hotswap.deployments.wire;

import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.serialization.MappedValues;
import java.util.Map;

/// Counts by tenant as openapi.yaml describes them.
public record EvidenceView(
    Map<String, Counts> candidate, Map<String, Counts> baseline, Map<String, Counts> before) {
  public static EvidenceView of(Evidence it) {
    return new EvidenceView(
        MappedValues.of(it.candidate(), Counts::of),
        MappedValues.of(it.baseline(), Counts::of),
        MappedValues.of(it.before(), Counts::of));
  }

  record Counts(long calls, long failures, double logMicros, Map<String, Double> recorded) {
    static Counts of(TenantStats it) {
      return new Counts(it.calls(), it.failures(), it.logMicros(), it.recorded());
    }
  }
}
