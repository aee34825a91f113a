package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.RoutedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Facts collected while a deployment is rolled out.
///
/// @param previous the version that served when the deployment first changed the routing; a
///   rollback restores it
/// @param approval its newest approval, if it ever needed one
/// @param paused present while it is paused
/// @param promoted a person decided to continue without further evidence
/// @param verdicts the newest deciding verdict of each stage, in order
/// @param winner of an A/B test, once decided
/// @param previewKey private key of its preview tokens; never leaves the control plane
/// @param excluded tenants that it goes around, since it first moved others
public record RolloutState(
    Optional<RoutedVersion> previous,
    Optional<UUID> approval,
    Optional<Pause> paused,
    boolean promoted,
    List<JudgedStage> verdicts,
    Optional<String> winner,
    Optional<String> previewKey,
    Plan.Excluded excluded) {
  public RolloutState {
    verdicts = List.copyOf(verdicts);
  }

  static RolloutState initial(Optional<UUID> approval) {
    return new RolloutState(
        Optional.empty(),
        approval,
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Plan.Excluded.NOBODY);
  }

  RolloutState withPrevious(Optional<RoutedVersion> before) {
    return new RolloutState(
        before, approval, paused, promoted, verdicts, winner, previewKey, excluded);
  }

  RolloutState withApproval(UUID another) {
    return new RolloutState(
        previous, Optional.of(another), paused, promoted, verdicts, winner, previewKey, excluded);
  }

  RolloutState withPause(Optional<Pause> pause) {
    return new RolloutState(
        previous, approval, pause, promoted, verdicts, winner, previewKey, excluded);
  }

  RolloutState withPromotion() {
    return new RolloutState(
        previous, approval, Optional.empty(), true, verdicts, winner, previewKey, excluded);
  }

  /// Replaces an earlier verdict of the same stage: a stage may be resumed and judged any number of
  /// times, and the item's size is bounded.
  RolloutState withVerdict(JudgedStage verdict) {
    var all = new ArrayList<>(verdicts);
    all.removeIf(it -> it.stage() == verdict.stage());
    all.add(verdict);
    return new RolloutState(
        previous, approval, paused, promoted, all, winner, previewKey, excluded);
  }

  RolloutState withWinner(String variant) {
    return new RolloutState(
        previous, approval, paused, promoted, verdicts, Optional.of(variant), previewKey, excluded);
  }

  RolloutState withPreviewKey(String privateKey) {
    return new RolloutState(
        previous, approval, paused, promoted, verdicts, winner, Optional.of(privateKey), excluded);
  }

  RolloutState withExcluded(Plan.Excluded tenants) {
    return new RolloutState(
        previous, approval, paused, promoted, verdicts, winner, previewKey, tenants);
  }
}
