package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.Plan;
import java.util.List;
import java.util.Optional;

/// Absent where nobody is.
record StoredExcluded(int number, List<Tenant> first) {
  static Optional<StoredExcluded> of(Plan.Excluded it) {
    return it.number() == 0
        ? Optional.empty()
        : Optional.of(
            new StoredExcluded(it.number(), it.first().stream().map(Tenant::of).toList()));
  }

  static Plan.Excluded toDomain(Optional<StoredExcluded> stored) {
    return stored
        .map(it -> new Plan.Excluded(it.number, it.first.stream().map(Tenant::toDomain).toList()))
        .orElse(Plan.Excluded.NOBODY);
  }

  record Tenant(String name, List<String> pointers) {
    static Tenant of(Plan.Excluded.Tenant it) {
      return new Tenant(it.name(), it.pointers());
    }

    Plan.Excluded.Tenant toDomain() {
      return new Plan.Excluded.Tenant(name, pointers);
    }
  }
}
