package io.hotswap.domain.check;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The records of versions' checks. A version that was registered before there were checks has
/// none: it counts as Pending. The first record of any other is written with the version, and all
/// records go with it.
public interface CheckedVersions {
  /// Consistent read.
  Optional<VersionChecks> find(PluginId id, SemanticVersion version);

  /// As far as they exist, in no order.
  List<VersionChecks> find(PluginId id, Collection<SemanticVersion> versions);

  /// Records with a check that is Pending or a scan that is to be run again, in no particular
  /// order; eventually consistent.
  Page<VersionChecks> pending(PageRequest page);

  /// Writes a record over the one with the revision before; the first one, where there is none.
  ///
  /// @param audit empty when no check came to an end
  /// @return false when another write won, or the version with this digest is not registered any
  ///   more
  boolean write(VersionChecks after, Optional<AuditRecord> audit);
}
