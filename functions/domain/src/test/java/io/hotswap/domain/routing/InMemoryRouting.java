package io.hotswap.domain.routing;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routing documents in memory; the last one of a plugin in an environment is in force. */
public final class InMemoryRouting implements RoutingDocuments, RoutingChanges {
  private final List<RoutingDocument> documents;
  private final List<AuditRecord> audits;

  /** What others do before the next commit. */
  public Runnable beforeCommit = () -> {};

  public InMemoryRouting(List<RoutingDocument> documents, List<AuditRecord> audits) {
    this.documents = documents;
    this.audits = audits;
  }

  @Override
  public Optional<RoutingDocument> current(PluginId pluginId, Environment environment) {
    return documents.stream()
        .filter(it -> it.pluginId().equals(pluginId) && it.environment() == environment)
        .reduce((earlier, later) -> later);
  }

  @Override
  public Map<PluginId, Set<String>> ejected(Environment environment) {
    Map<PluginId, Set<String>> ejected = new HashMap<>();
    documents.stream()
        .filter(it -> it.environment() == environment)
        .forEach(it -> ejected.put(it.pluginId(), it.supervision().ejected()));
    ejected.values().removeIf(Set::isEmpty);
    return ejected;
  }

  @Override
  public boolean commit(RoutingDocument next, AuditRecord audit) {
    var others = beforeCommit;
    beforeCommit = () -> {};
    others.run();
    if (!follows(next)) {
      return false;
    }
    documents.add(next);
    audits.add(audit);
    return true;
  }

  /** Whether it takes the place of the document that is in force. */
  public boolean follows(RoutingDocument next) {
    var generation =
        current(next.pluginId(), next.environment()).map(RoutingDocument::generation).orElse(0L);
    return next.generation() == generation + 1;
  }
}
