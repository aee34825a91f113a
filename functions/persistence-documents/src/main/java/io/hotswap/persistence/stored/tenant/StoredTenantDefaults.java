package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.TenantDefaults;
import java.util.Optional;

/// A stage's defaults, in the tenants' table and on nodes' disks.
public record StoredTenantDefaults(AccessDefault access, Optional<StoredQuota> quota) {
  public static StoredTenantDefaults of(TenantDefaults it) {
    return new StoredTenantDefaults(it.access(), it.platformQuota().map(StoredQuota::of));
  }

  public TenantDefaults toDomain() {
    return new TenantDefaults(access, quota.map(StoredQuota::toDomain));
  }
}
