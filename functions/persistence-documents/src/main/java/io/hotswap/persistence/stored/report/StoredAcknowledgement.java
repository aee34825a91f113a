package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.VersionState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A node's acknowledgement of a routing document.
public record StoredAcknowledgement(
    Environment environment,
    PluginId pluginId,
    String nodeId,
    String incarnation,
    long generation,
    long serving,
    Map<String, VersionState> versions,
    Optional<String> problem,
    Instant at)
    implements StoredReport {
  public static StoredAcknowledgement of(Acknowledgement it) {
    return new StoredAcknowledgement(
        it.environment(),
        it.pluginId(),
        it.nodeId(),
        it.incarnation(),
        it.generation(),
        it.serving(),
        it.versions(),
        it.problem(),
        it.at());
  }

  public Acknowledgement toDomain() {
    return new Acknowledgement(
        environment, pluginId, nodeId, incarnation, generation, serving, versions, problem, at);
  }
}
