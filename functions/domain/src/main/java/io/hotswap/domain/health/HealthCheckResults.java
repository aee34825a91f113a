package io.hotswap.domain.health;

import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.HealthReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The live nodes' latest health checks of a version.
///
/// @param holding the nodes that have it loaded
/// @param failing those of them on which three checks in a row failed, with the last reason
record HealthCheckResults(Set<String> holding, Map<String, String> failing) {
  static final HealthCheckResults NONE = new HealthCheckResults(Set.of(), Map.of());

  HealthCheckResults {
    holding = Set.copyOf(holding);
    failing = Map.copyOf(failing);
  }

  static HealthCheckResults of(String version, NodeView nodeView, Instant now) {
    Set<String> holding = new TreeSet<>();
    Map<String, String> failing = new TreeMap<>();
    for (var node : nodeView.live(now)) {
      if (nodeView
          .acknowledgement(node)
          .filter(it -> it.versions().containsKey(version))
          .isPresent()) {
        holding.add(node);
        nodeView
            .report(node, version)
            .filter(it -> it.failures() >= RollbackTriggers.FAILED_CHECKS)
            .ifPresent(it -> failing.put(node, it.reason()));
      }
    }
    return new HealthCheckResults(holding, failing);
  }

  /// Adds a node's anomaly whose health report has not arrived yet.
  HealthCheckResults withAnomaly(Anomaly anomaly, Optional<HealthReport> report) {
    boolean overtook = report.filter(it -> !it.at().isBefore(anomaly.at())).isEmpty();
    if (!overtook || !holding.contains(anomaly.nodeId())) {
      return this;
    }
    Map<String, String> all = new TreeMap<>(failing);
    all.putIfAbsent(anomaly.nodeId(), anomaly.detail());
    return new HealthCheckResults(holding, all);
  }

  /// Whether it fails on every node that has it, or on at least two.
  boolean unhealthy() {
    return failing.size() >= RollbackTriggers.UNHEALTHY_NODES
        || (!failing.isEmpty() && failing.size() == holding.size());
  }

  /// The node, when it fails on exactly one of several.
  Optional<String> onlyFailingNode() {
    return failing.size() == 1 && holding.size() > 1
        ? failing.keySet().stream().findFirst()
        : Optional.empty();
  }

  @Override
  public String toString() {
    var text =
        new StringBuilder()
            .append(
                "%d or more failed checks in a row on ".formatted(RollbackTriggers.FAILED_CHECKS))
            .append("%d of %d nodes".formatted(failing.size(), holding.size()));
    new TreeMap<>(failing)
        .forEach((node, why) -> text.append("; ").append(node).append(": ").append(why));
    return text.toString();
  }
}
