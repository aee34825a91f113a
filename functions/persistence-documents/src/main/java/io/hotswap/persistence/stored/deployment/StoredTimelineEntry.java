package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.TimelineEntry;
import java.time.Instant;
import java.util.OptionalInt;

record StoredTimelineEntry(Instant at, DeploymentPhase phase, String detail, OptionalInt omitted) {
  static StoredTimelineEntry of(TimelineEntry it) {
    return new StoredTimelineEntry(it.at(), it.phase(), it.detail(), it.omitted());
  }

  TimelineEntry toDomain() {
    return new TimelineEntry(at, phase, detail, omitted);
  }
}
