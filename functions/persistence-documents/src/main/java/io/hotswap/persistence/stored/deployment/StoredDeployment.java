package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.Deployment;
import java.util.List;

/// A deployment in its table.
public record StoredDeployment(
    StoredDeploymentRequest request,
    StoredRolloutState rolloutState,
    StoredProgress progress,
    List<StoredTimelineEntry> timeline,
    List<StoredRollback> rollbacks,
    long fence,
    int restarts,
    long revision) {
  public static StoredDeployment of(Deployment it) {
    return new StoredDeployment(
        StoredDeploymentRequest.of(it.request()),
        StoredRolloutState.of(it.rolloutState()),
        StoredProgress.of(it.progress()),
        it.timeline().stream().map(StoredTimelineEntry::of).toList(),
        it.rollbacks().stream().map(StoredRollback::of).toList(),
        it.fence(),
        it.restarts(),
        it.revision());
  }

  public Deployment toDomain() {
    return new Deployment(
        request.toDomain(),
        rolloutState.toDomain(),
        progress.toDomain(),
        timeline.stream().map(StoredTimelineEntry::toDomain).toList(),
        rollbacks.stream().map(StoredRollback::toDomain).toList(),
        fence,
        restarts,
        revision);
  }
}
