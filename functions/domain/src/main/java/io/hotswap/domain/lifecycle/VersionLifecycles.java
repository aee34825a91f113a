package io.hotswap.domain.lifecycle;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Lifecycles of versions, apart from the versions. Reads are consistent.
public interface VersionLifecycles {
  /// One that was never changed for a version without one; says nothing of whether there is such a
  /// version.
  VersionLifecycle find(PluginId pluginId, SemanticVersion version);

  /// Those of the plugin's versions that were ever changed, in no order.
  List<VersionLifecycle> of(PluginId pluginId);

  /// Those whose end of life has come and about which nothing was done yet, earliest first;
  /// eventually consistent.
  List<VersionLifecycle> due(Instant now, int atMost);

  /// Writes a lifecycle in the place of the previous revision.
  ///
  /// @param successor that has to be registered too
  /// @param task what has to be told of the change
  Committed commit(
      VersionLifecycle next,
      Optional<SemanticVersion> successor,
      Optional<DeprecationTask> task,
      AuditRecord audit);

  enum Committed {
    Written,
    /// Another was written first.
    Changed,
    VersionMissing,
    SuccessorMissing
  }
}
