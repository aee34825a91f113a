package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.bulk.BulkResult;
import io.hotswap.domain.text.BoundedText;
import java.util.List;

/// What became of a part of a job's lines.
public record StoredBulkResults(List<Entry> results) {
  public static StoredBulkResults of(List<BulkResult> results) {
    return new StoredBulkResults(results.stream().map(Entry::of).toList());
  }

  public List<BulkResult> toDomain() {
    return results.stream().map(Entry::toDomain).toList();
  }

  /// The same without the name of a tenant.
  public StoredBulkResults without(String tenant) {
    return new StoredBulkResults(
        results.stream()
            .map(
                it ->
                    it.tenant().equals(tenant)
                        ? new Entry(it.line(), ErasedName.TEXT, it.outcome(), "")
                        : it)
            .toList());
  }

  record Entry(int line, String tenant, BulkResult.Outcome outcome, String detail) {
    static Entry of(BulkResult it) {
      return new Entry(it.line(), it.tenant(), it.outcome(), BoundedText.name(it.detail()));
    }

    BulkResult toDomain() {
      return new BulkResult(line, tenant, outcome, detail);
    }
  }
}
