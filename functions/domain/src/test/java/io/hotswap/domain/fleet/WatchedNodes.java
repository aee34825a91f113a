package io.hotswap.domain.fleet;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.notification.InMemoryOutbox;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Nodes in memory that come and go, and a clock that is told to go on.
final class WatchedNodes implements Nodes, RoutingChanges, NodeStatuses, InstantSource {
  static final Environment HERE = Environment.Production;
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  final List<Message> messages = new ArrayList<>();
  final Map<PluginId, Set<String>> ejected = new HashMap<>();
  final NodeWatcher watcher = new NodeWatcher(this, this, this, this);

  /// Somebody else tells of the same meanwhile.
  boolean outrun;

  /// Nodes of which nothing can be written.
  final Set<String> refused = new HashSet<>();

  private final NodeStatuses statuses = new InMemoryNodeStatuses(new InMemoryOutbox());

  private final Map<String, Lease> leases = new TreeMap<>();
  private Instant now = NOON;

  void pass(Duration time) {
    now = now.plus(time);
  }

  void beats(String... nodes) {
    for (var node : nodes) {
      heartbeat(new Lease(HERE, node, node + "-1", node + ":80", now, now.plusSeconds(10)));
    }
  }

  /// What is told of the changes since the last look, by subject.
  List<String> told() {
    messages.clear();
    watcher.watch(HERE);
    return messages.stream().map(Message::subject).toList();
  }

  Set<String> recorded() {
    return statuses.of(HERE).stream().map(NodeStatus::nodeId).collect(Collectors.toSet());
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void heartbeat(Lease lease) {
    leases.put(lease.nodeId(), lease);
  }

  @Override
  public void leave(Lease lease) {
    leases.remove(lease.nodeId());
  }

  void leaves(String node) {
    leases.remove(node);
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    throw new AssertionError("not of interest here");
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return leases.values().stream().filter(it -> it.environment() == environment).toList();
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    throw new AssertionError("not of interest here");
  }

  @Override
  public Map<PluginId, Set<String>> ejected(Environment environment) {
    return environment == HERE ? Map.copyOf(ejected) : Map.of();
  }

  @Override
  public boolean commit(RoutingDocument next, AuditRecord audit) {
    throw new AssertionError("watching changes no routing");
  }

  @Override
  public List<NodeStatus> of(Environment environment) {
    return statuses.of(environment);
  }

  @Override
  public boolean replace(Optional<NodeStatus> before, NodeStatus next, List<Message> some) {
    check(next);
    if (outrun || !statuses.replace(before, next, some)) {
      return false;
    }
    messages.addAll(some);
    return true;
  }

  @Override
  public void forget(NodeStatus status) {
    check(status);
    statuses.forget(status);
  }

  private void check(NodeStatus status) {
    if (refused.contains(status.nodeId())) {
      throw new IllegalStateException("Nothing of " + status.nodeId() + " can be written");
    }
  }
}
