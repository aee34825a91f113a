package io.hotswap.persistence.stored.report;

import io.hotswap.domain.verdict.Evidence;
import io.hotswap.serialization.MappedValues;
import java.util.Map;

/// The counts that a verdict was computed from, an object in the bucket.
public record StoredEvidence(
    Map<String, StoredTenantStats> candidate,
    Map<String, StoredTenantStats> baseline,
    Map<String, StoredTenantStats> before) {
  public static StoredEvidence of(Evidence it) {
    return new StoredEvidence(
        MappedValues.of(it.candidate(), StoredTenantStats::of),
        MappedValues.of(it.baseline(), StoredTenantStats::of),
        MappedValues.of(it.before(), StoredTenantStats::of));
  }

  public Evidence toDomain() {
    return new Evidence(
        MappedValues.of(candidate, StoredTenantStats::toDomain),
        MappedValues.of(baseline, StoredTenantStats::toDomain),
        MappedValues.of(before, StoredTenantStats::toDomain));
  }
}
