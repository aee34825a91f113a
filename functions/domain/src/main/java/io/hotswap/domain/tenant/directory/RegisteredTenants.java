package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.Optional;

/// The tenants that were created.
public interface RegisteredTenants {
  /// Consistent read.
  Optional<RegisteredTenant> find(String id);

  /// By id. Which are found is eventually consistent.
  ///
  /// @param prefix only ids that begin with it; empty: all
  Page<RegisteredTenant> list(Optional<String> prefix, PageRequest page);

  /// The one that erases the tenant, created or not. Consistent read.
  Optional<OngoingErasure> erasure(String id);

  /// Writes a tenant in the place of the previous revision.
  ///
  /// @return false, with nothing written, when another was written first
  boolean commit(RegisteredTenant next, AuditRecord audit);
}
