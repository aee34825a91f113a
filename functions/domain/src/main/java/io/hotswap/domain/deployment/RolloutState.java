package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.RoutedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What came up on a deployment's way.
///
/// @param previous what served when it began to change the routing; what a rollback restores
/// @param approval the newest approval it needs or needed
/// @param paused present while it stands still
/// @param promoted somebody decided that no more evidence is needed
/// @param verdicts the newest of each stage that decided something, in order
/// @param winner of an A/B test, once there is one
/// @param previewKey private key of its preview tokens; never leaves the control plane
public record RolloutState(
    Optional<RoutedVersion> previous,
    Optional<UUID> approval,
    Optional<Pause> paused,
    boolean promoted,
    List<JudgedStage> verdicts,
    Optional<String> winner,
    Optional<String> previewKey) {
  public RolloutState {
    verdicts = List.copyOf(verdicts);
  }

  static RolloutState begins(Optional<UUID> approval) {
    return new RolloutState(
        Optional.empty(),
        approval,
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  RolloutState replaces(Optional<RoutedVersion> before) {
    return new RolloutState(before, approval, paused, promoted, verdicts, winner, previewKey);
  }

  RolloutState needs(UUID another) {
    return new RolloutState(
        previous, Optional.of(another), paused, promoted, verdicts, winner, previewKey);
  }

  RolloutState stands(Optional<Pause> pause) {
    return new RolloutState(previous, approval, pause, promoted, verdicts, winner, previewKey);
  }

  RolloutState isPromoted() {
    return new RolloutState(
        previous, approval, Optional.empty(), true, verdicts, winner, previewKey);
  }

  /// A stage that is resumed is judged again, however often: only the newest verdict has room.
  RolloutState judged(JudgedStage verdict) {
    var all = new ArrayList<>(verdicts);
    all.removeIf(it -> it.stage() == verdict.stage());
    all.add(verdict);
    return new RolloutState(previous, approval, paused, promoted, all, winner, previewKey);
  }

  RolloutState won(String variant) {
    return new RolloutState(
        previous, approval, paused, promoted, verdicts, Optional.of(variant), previewKey);
  }

  RolloutState previews(String privateKey) {
    return new RolloutState(
        previous, approval, paused, promoted, verdicts, winner, Optional.of(privateKey));
  }
}
