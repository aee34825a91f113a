package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.health.AnomalyResponse;
import io.hotswap.domain.health.AutomaticRollback;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.health.NodeEjection;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.health.WatchedDeployment;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The watch over a world's versions, and what it is told.
final class Suspected implements Outbox {
  static final Origin WATCH = Origin.system("watch", "m1", "");

  final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  final Map<UUID, Message> alerts = new HashMap<>();

  private final TriggerEvaluator triggerEvaluator =
      new TriggerEvaluator(
          controlPlane.observed, controlPlane.observed, controlPlane.observed, controlPlane.nodes);
  private final NodeEjection nodeEjection =
      new NodeEjection(controlPlane.routing, controlPlane.routing, triggerEvaluator, controlPlane);
  private final AutomaticRollback automaticRollback =
      new AutomaticRollback(
          new WatchedDeployment(controlPlane, controlPlane, controlPlane.times.watch()),
          triggerEvaluator,
          nodeEjection,
          controlPlane.rollingBack,
          this,
          controlPlane);

  AnomalyResponse hears(String node, String version, Anomaly.Kind kind) {
    return automaticRollback.handle(word(node, version, kind), WATCH);
  }

  Anomaly word(String node, String version, Anomaly.Kind kind) {
    return new Anomaly(
        Environment.Development,
        InMemoryControlPlane.MARKDOWN,
        version,
        node,
        kind,
        "so many failed on " + node,
        controlPlane.now);
  }

  List<AnomalyResponse> reviews() {
    return nodeEjection.review(Environment.Development, WATCH);
  }

  /// A node's check found a version unhealthy so many times in a row.
  void checked(String node, String version, int failures) {
    controlPlane.observed.report(
        new HealthReport(
            Environment.Development,
            InMemoryControlPlane.MARKDOWN,
            version,
            node,
            controlPlane.lease(node).incarnation(),
            failures,
            failures == 0 ? "" : "no database",
            controlPlane.now));
  }

  /// Calls until now.
  void called(Node node, Duration since) {
    var until = Instant.ofEpochSecond(controlPlane.now.getEpochSecond() / 10 * 10);
    controlPlane.observed.count(node.counted(until.minus(since), until));
  }

  void called(String version) {
    called(new Node(version, 100, 0, 1000), Duration.ofMinutes(5));
  }

  Set<String> ejected() {
    return controlPlane.inForce().supervision().ejected();
  }

  /// Carries an admitted rollback to its end.
  void goesBack(DeploymentId id) {
    controlPlane.step(RolloutStep.RevertRouting, id);
    controlPlane.nodesFollow();
    controlPlane.step(RolloutStep.CheckReverted, id);
    controlPlane.step(RolloutStep.CompleteRollback, id);
  }

  @Override
  public void put(List<Message> messages) {
    messages.forEach(it -> alerts.putIfAbsent(it.id(), it));
  }

  @Override
  public List<Dispatch> find(Collection<UUID> ids) {
    throw new AssertionError("the watch only puts messages in");
  }

  @Override
  public List<Dispatch> due(Instant now, int atMost) {
    throw new AssertionError("the watch only puts messages in");
  }

  @Override
  public Optional<Dispatch> write(Dispatch changed) {
    throw new AssertionError("the watch only puts messages in");
  }
}
