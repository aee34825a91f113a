package io.hotswap.domain.routing;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Map;
import java.util.Set;

/// Changes of routing documents that no deployment makes.
public interface RoutingChanges {
  /// By plugin the nodes that its document in force ejects; without plugins that set none.
  /// Consistent.
  Map<PluginId, Set<String>> ejected(Environment environment);

  /// Puts a document in force in the place of the one before it. Other plugins' documents may
  /// change meanwhile.
  ///
  /// @return false, and nothing is written, when another document of the plugin came first
  boolean commit(RoutingDocument next, AuditRecord audit);
}
