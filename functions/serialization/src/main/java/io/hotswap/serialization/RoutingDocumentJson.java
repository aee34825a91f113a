package io.hotswap.serialization;

import com.fasterxml.jackson.databind.util.StdConverter;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.routing.TrafficShift;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A routing document as JSON: each kind of shift is a field of its own, of which one at most is
/// present.
record RoutingDocumentJson(
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
    Optional<Cohort> cohort,
    Optional<Split> split,
    Optional<RollingCandidate> rolling,
    Map<String, String> pins,
    Set<String> disabled,
    Map<String, Quota> quotas,
    Map<String, Long> configurations,
    HealthSupervision supervision,
    Map<String, RoutedVersion> versions) {
  static final class Writing extends StdConverter<RoutingDocument, RoutingDocumentJson> {
    @Override
    public RoutingDocumentJson convert(RoutingDocument it) {
      return new RoutingDocumentJson(
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
          it.shift(Cohort.class),
          it.shift(Split.class),
          it.shift(RollingCandidate.class),
          it.pins(),
          it.disabled(),
          it.quotas(),
          it.configurations(),
          it.supervision(),
          it.versions());
    }
  }

  static final class Reading extends StdConverter<RoutingDocumentJson, RoutingDocument> {
    @Override
    public RoutingDocument convert(RoutingDocumentJson it) {
      return new RoutingDocument(
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
          it.shift(),
          it.pins(),
          it.disabled(),
          it.quotas(),
          it.configurations(),
          it.supervision(),
          it.versions());
    }
  }

  private Optional<TrafficShift> shift() {
    var shifts =
        Stream.<Optional<? extends TrafficShift>>of(cohort, split, rolling)
            .<TrafficShift>flatMap(Optional::stream)
            .toList();
    if (shifts.size() > 1) {
      throw new IllegalArgumentException("One of cohort, split and rolling, not: " + shifts);
    }
    return shifts.stream().findFirst();
  }
}
