package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks whether the nodes have applied a routing document. Nodes with a live lease count; where
/// it matters what they serve, so do those whose lease expired a moment ago, because they may still
/// serve.
///
/// @param generation that they must have processed
/// @param version that must be ready on each; empty when none needs to be
/// @param serving whether they must also route by the document
record NodeCheck(long generation, Optional<String> version, boolean serving) {
  sealed interface Answer {
    record Followed() implements Answer {}

    record NoNodes() implements Answer {}

    /// @param why problem reported by the first of them that has processed the document
    record Behind(List<String> nodes, Optional<String> why) implements Answer {}

    record Refused(String node, String problem) implements Answer {}
  }

  /// @param lost nodes whose lease has just expired
  Answer evaluate(List<Lease> live, List<Lease> lost, List<Acknowledgement> acknowledgements) {
    if (live.isEmpty()) {
      return new Answer.NoNodes();
    }
    var asked = serving ? Stream.concat(live.stream(), lost.stream()).toList() : live;
    var acknowledgementByNode =
        acknowledgements.stream()
            .collect(Collectors.toMap(Acknowledgement::nodeId, Function.identity()));
    var current =
        asked.stream()
            .flatMap(it -> currentAcknowledgement(it, acknowledgementByNode).stream())
            .toList();
    for (var acknowledgement : current) {
      if (version
          .map(acknowledgement.versions()::get)
          .filter(VersionState.Failed::equals)
          .isPresent()) {
        return new Answer.Refused(
            acknowledgement.nodeId(), acknowledgement.problem().orElse("the version failed"));
      }
    }
    var following =
        current.stream()
            .filter(it -> !serving || it.serving() >= generation)
            .map(Acknowledgement::nodeId)
            .toList();
    var behind = asked.stream().map(Lease::nodeId).filter(it -> !following.contains(it)).toList();
    return behind.isEmpty()
        ? new Answer.Followed()
        : new Answer.Behind(behind, why(behind, current));
  }

  private static Optional<String> why(List<String> behind, List<Acknowledgement> current) {
    return current.stream()
        .filter(it -> behind.contains(it.nodeId()))
        .flatMap(it -> it.problem().map(why -> it.nodeId() + ": " + why).stream())
        .findFirst();
  }

  /// The acknowledgement of this document, or a later one, by the node's current process.
  private Optional<Acknowledgement> currentAcknowledgement(
      Lease lease, Map<String, Acknowledgement> acknowledgementByNode) {
    return Optional.ofNullable(acknowledgementByNode.get(lease.nodeId()))
        .filter(it -> it.incarnation().equals(lease.incarnation()))
        .filter(it -> it.generation() >= generation)
        .filter(it -> version.isEmpty() || it.versions().containsKey(version.get()));
  }
}
