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

/// Whether the nodes have followed a routing document. Only nodes with a live lease count; where it
/// matters what they serve, those too whose lease ran out a moment ago: nobody knows yet that they
/// serve nothing any more.
///
/// @param generation what they must have dealt with
/// @param version what must be ready on each; empty when nothing needs to be
/// @param serving whether they must also route by it
record NodeCheck(long generation, Optional<String> version, boolean serving) {
  sealed interface Answer {
    record Followed() implements Answer {}

    record NoNodes() implements Answer {}

    /// @param why what the first of them that has dealt with the document says of it
    record Behind(List<String> nodes, Optional<String> why) implements Answer {}

    record Refused(String node, String problem) implements Answer {}
  }

  /// @param lost nodes whose lease has just run out
  Answer ask(List<Lease> live, List<Lease> lost, List<Acknowledgement> acknowledgements) {
    if (live.isEmpty()) {
      return new Answer.NoNodes();
    }
    var asked = serving ? Stream.concat(live.stream(), lost.stream()).toList() : live;
    var said =
        acknowledgements.stream()
            .collect(Collectors.toMap(Acknowledgement::nodeId, Function.identity()));
    var current = asked.stream().flatMap(it -> currentWord(it, said).stream()).toList();
    for (var word : current) {
      if (version.map(word.versions()::get).filter(VersionState.Failed::equals).isPresent()) {
        return new Answer.Refused(word.nodeId(), word.problem().orElse("the version failed"));
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

  /// What this very process of the node said of this document or a later one.
  private Optional<Acknowledgement> currentWord(Lease lease, Map<String, Acknowledgement> said) {
    return Optional.ofNullable(said.get(lease.nodeId()))
        .filter(it -> it.incarnation().equals(lease.incarnation()))
        .filter(it -> it.generation() >= generation)
        .filter(it -> version.isEmpty() || it.versions().containsKey(version.get()));
  }
}
