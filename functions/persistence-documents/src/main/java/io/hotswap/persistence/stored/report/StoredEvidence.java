package io.hotswap.persistence.stored.report;

import io.hotswap.domain.verdict.Evidence;
import io.hotswap.serialization.MappedValues;
import java.util.Map;
import java.util.stream.Collectors;

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

  /// The same with another name of a tenant.
  public StoredEvidence renamed(String tenant, String name) {
    return new StoredEvidence(
        renamed(candidate, tenant, name),
        renamed(baseline, tenant, name),
        renamed(before, tenant, name));
  }

  static <T> Map<String, T> renamed(Map<String, T> tenants, String tenant, String name) {
    return tenants.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                it -> it.getKey().equals(tenant) ? name : it.getKey(), Map.Entry::getValue));
  }
}
