package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A node's report on one plugin: the generation it routes by, and the state of each version in it.
///
/// A node acknowledges a document when every version in it is Ready or Failed. It routes by a
/// generation as soon as every *serving* version is Ready; a document with a Failed serving version
/// is acknowledged with the failure, and the node goes on with the last good one.
///
/// @param generation of the newest document that was processed
/// @param serving the generation that routes calls now; 0 when none
/// @param problem the first failure, in one sentence for people
public record Acknowledgement(
    Environment environment,
    PluginId pluginId,
    String nodeId,
    String incarnation,
    long generation,
    long serving,
    Map<String, VersionState> versions,
    Optional<String> problem,
    Instant at) {
  public Acknowledgement {
    versions = Map.copyOf(versions);
    problem = problem.map(BoundedText::sentence);
  }
}
