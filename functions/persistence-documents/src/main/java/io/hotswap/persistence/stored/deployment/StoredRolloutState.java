package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.RolloutState;
import io.hotswap.persistence.stored.routing.StoredRoutedVersion;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

record StoredRolloutState(
    Optional<StoredRoutedVersion> previous,
    Optional<UUID> approval,
    Optional<StoredPause> paused,
    boolean promoted,
    List<StoredJudgedStage> verdicts,
    Optional<String> winner,
    Optional<String> previewKey,
    Optional<StoredExcluded> excluded) {
  static StoredRolloutState of(RolloutState it) {
    return new StoredRolloutState(
        it.previous().map(StoredRoutedVersion::of),
        it.approval(),
        it.paused().map(StoredPause::of),
        it.promoted(),
        it.verdicts().stream().map(StoredJudgedStage::of).toList(),
        it.winner(),
        it.previewKey(),
        StoredExcluded.of(it.excluded()));
  }

  RolloutState toDomain() {
    return new RolloutState(
        previous.map(StoredRoutedVersion::toDomain),
        approval,
        paused.map(StoredPause::toDomain),
        promoted,
        verdicts.stream().map(StoredJudgedStage::toDomain).toList(),
        winner,
        previewKey,
        StoredExcluded.toDomain(excluded));
  }
}
