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
public record Course(
    Optional<RoutedVersion> previous,
    Optional<UUID> approval,
    Optional<Pause> paused,
    boolean promoted,
    List<JudgedStage> verdicts,
    Optional<String> winner,
    Optional<String> previewKey) {
  public Course {
    verdicts = List.copyOf(verdicts);
  }

  static Course begins(Optional<UUID> approval) {
    return new Course(
        Optional.empty(),
        approval,
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  Course replaces(Optional<RoutedVersion> before) {
    return new Course(before, approval, paused, promoted, verdicts, winner, previewKey);
  }

  Course needs(UUID another) {
    return new Course(
        previous, Optional.of(another), paused, promoted, verdicts, winner, previewKey);
  }

  Course stands(Optional<Pause> pause) {
    return new Course(previous, approval, pause, promoted, verdicts, winner, previewKey);
  }

  Course isPromoted() {
    return new Course(previous, approval, Optional.empty(), true, verdicts, winner, previewKey);
  }

  /// A stage that is resumed is judged again, however often: only the newest verdict has room.
  Course judged(JudgedStage verdict) {
    var all = new ArrayList<>(verdicts);
    all.removeIf(it -> it.stage() == verdict.stage());
    all.add(verdict);
    return new Course(previous, approval, paused, promoted, all, winner, previewKey);
  }

  Course won(String variant) {
    return new Course(
        previous, approval, paused, promoted, verdicts, Optional.of(variant), previewKey);
  }

  Course previews(String privateKey) {
    return new Course(
        previous, approval, paused, promoted, verdicts, winner, Optional.of(privateKey));
  }
}
