package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.KeptTenant;
import java.util.List;
import java.util.Set;

record StoredKeptTenant(String version, long configuration, List<String> misfits) {
  static StoredKeptTenant of(KeptTenant it) {
    return new StoredKeptTenant(
        it.version(), it.configuration(), it.misfits().stream().sorted().toList());
  }

  KeptTenant toDomain() {
    return new KeptTenant(version, configuration, Set.copyOf(misfits));
  }
}
