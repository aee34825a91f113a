package io.hotswap.domain.routing;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Map;
import java.util.Set;

/// Changes of routing documents outside of deployments.
public interface RoutingChanges {
  /// Ejected nodes by plugin, in the documents in force; plugins without any are left out.
  /// Consistent read.
  Map<PluginId, Set<String>> ejected(Environment environment);

  /// Activates a document in the place of the previous generation. Other plugins' documents may
  /// change concurrently.
  ///
  /// @return false, with nothing written, when another document of the plugin was activated first
  boolean commit(RoutingDocument next, AuditRecord audit);
}
