package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.routing.TrafficShift;
import io.hotswap.serialization.MappedValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A routing document as nodes read it; they may be older or newer than its writer. Each kind of
/// shift is a field of its own, of which one at most is present.
public record StoredRoutingDocument(
    PluginId pluginId,
    String pluginName,
    Environment environment,
    long generation,
    String deploymentId,
    Instant writtenAt,
    String traceparent,
    Optional<String> defaultVersion,
    List<String> staged,
    List<String> warm,
    Optional<StoredCohort> cohort,
    Optional<StoredSplit> split,
    Optional<StoredRolling> rolling,
    Optional<Map<String, StoredKeptTenant>> kept,
    StoredSupervision supervision,
    Map<String, StoredRoutedVersion> versions) {
  public static StoredRoutingDocument of(RoutingDocument it) {
    return new StoredRoutingDocument(
        it.pluginId(),
        it.pluginName(),
        it.environment(),
        it.generation(),
        it.deploymentId(),
        it.writtenAt(),
        it.traceparent(),
        it.defaultVersion(),
        it.staged(),
        it.warm(),
        it.shift(Cohort.class).map(StoredCohort::of),
        it.shift(Split.class).map(StoredSplit::of),
        it.shift(RollingCandidate.class).map(StoredRolling::of),
        Optional.of(it.kept())
            .filter(kept -> !kept.isEmpty())
            .map(kept -> MappedValues.of(kept, StoredKeptTenant::of)),
        StoredSupervision.of(it.supervision()),
        MappedValues.of(it.versions(), StoredRoutedVersion::of));
  }

  public RoutingDocument toDomain() {
    return new RoutingDocument(
        pluginId,
        pluginName,
        environment,
        generation,
        deploymentId,
        writtenAt,
        traceparent,
        defaultVersion,
        staged,
        warm,
        shift(),
        MappedValues.of(kept.orElse(Map.of()), StoredKeptTenant::toDomain),
        Set.of(),
        supervision.toDomain(),
        MappedValues.of(versions, StoredRoutedVersion::toDomain));
  }

  private Optional<TrafficShift> shift() {
    var shifts =
        Stream.<Optional<? extends TrafficShift>>of(
                cohort.map(StoredCohort::toDomain),
                split.map(StoredSplit::toDomain),
                rolling.map(StoredRolling::toDomain))
            .<TrafficShift>flatMap(Optional::stream)
            .toList();
    if (shifts.size() > 1) {
      throw new IllegalArgumentException("One of cohort, split and rolling, not: " + shifts);
    }
    return shifts.stream().findFirst();
  }
}
