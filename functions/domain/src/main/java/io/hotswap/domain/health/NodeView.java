package io.hotswap.domain.health;

import static java.util.stream.Collectors.toMap;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.telemetry.HealthReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An environment's nodes, and the latest reports on a plugin from the processes that run on them
/// now.
final class NodeView {
  private final Map<String, Lease> leases;
  private final Map<String, Acknowledgement> acknowledgementByNode;
  private final List<HealthReport> reports;

  NodeView(List<Lease> leases, List<Acknowledgement> acknowledgements, List<HealthReport> reports) {
    this.leases = leases.stream().collect(toMap(Lease::nodeId, it -> it));
    this.acknowledgementByNode =
        acknowledgements.stream()
            .filter(it -> runs(it.nodeId(), it.incarnation()))
            .collect(toMap(Acknowledgement::nodeId, it -> it));
    this.reports = reports.stream().filter(it -> runs(it.nodeId(), it.incarnation())).toList();
  }

  private boolean runs(String node, String incarnation) {
    return Optional.ofNullable(leases.get(node))
        .filter(it -> it.incarnation().equals(incarnation))
        .isPresent();
  }

  List<Lease> leases() {
    return leases.values().stream().sorted(Comparator.comparing(Lease::nodeId)).toList();
  }

  boolean hasLease(String node) {
    return leases.containsKey(node);
  }

  List<String> live(Instant now) {
    return leases().stream().filter(it -> it.isLiveAt(now)).map(Lease::nodeId).toList();
  }

  Optional<Acknowledgement> acknowledgement(String node) {
    return Optional.ofNullable(acknowledgementByNode.get(node));
  }

  Optional<HealthReport> report(String node, String version) {
    return reports.stream()
        .filter(it -> it.nodeId().equals(node) && it.version().equals(version))
        .findFirst();
  }
}
