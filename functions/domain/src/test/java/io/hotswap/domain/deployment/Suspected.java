package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.figures.HealthReport;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.health.AnsweringSuspicions;
import io.hotswap.domain.health.Examining;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.health.Reaction;
import io.hotswap.domain.health.SettingAside;
import io.hotswap.domain.health.Watching;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingDocument;
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
final class Suspected implements RoutingChanges, Outbox {
  static final Origin WATCH = Origin.system("watch", "m1", "");

  final World world = new World();
  final Map<UUID, Message> alerts = new HashMap<>();
  Runnable beforeChange = () -> {};

  private final Examining examining =
      new Examining(world.observed, world.observed, world.observed, world);
  private final SettingAside settingAside = new SettingAside(world, this, examining, world);
  private final AnsweringSuspicions answering =
      new AnsweringSuspicions(
          new Watching(world, world, world.times.watch()),
          examining,
          settingAside,
          world.rollingBack,
          this,
          world);

  Reaction hears(String node, String version, Suspicion.Kind kind) {
    return answering.answer(word(node, version, kind), WATCH);
  }

  Suspicion word(String node, String version, Suspicion.Kind kind) {
    return new Suspicion(
        Environment.Development,
        World.MARKDOWN,
        version,
        node,
        kind,
        "so many failed on " + node,
        world.now);
  }

  List<Reaction> reviews() {
    return settingAside.review(Environment.Development, WATCH);
  }

  /// A node's check found a version unhealthy so many times in a row.
  void checked(String node, String version, int failures) {
    world.observed.report(
        new HealthReport(
            Environment.Development,
            World.MARKDOWN,
            version,
            node,
            world.leases.get(node).incarnation(),
            failures,
            failures == 0 ? "" : "no database",
            world.now));
  }

  /// Calls until now.
  void called(Node node, Duration since) {
    var until = Instant.ofEpochSecond(world.now.getEpochSecond() / 10 * 10);
    world.observed.minutes.addAll(node.counted(until.minus(since), until));
  }

  void called(String version) {
    called(new Node(version, 100, 0, 1000), Duration.ofMinutes(5));
  }

  Set<String> aside() {
    return world.inForce().supervision().aside();
  }

  /// Carries an admitted rollback to its end.
  void goesBack(DeploymentId id) {
    world.step(Step.RevertRouting, id);
    world.nodesFollow();
    world.step(Step.CheckReverted, id);
    world.step(Step.CompleteRollback, id);
  }

  @Override
  public Map<PluginId, Set<String>> aside(Environment environment) {
    var aside = new HashMap<PluginId, Set<String>>();
    for (var document : List.of(world.inForce())) {
      aside.put(document.pluginId(), document.supervision().aside());
    }
    aside.values().removeIf(Set::isEmpty);
    return aside;
  }

  @Override
  public boolean commit(RoutingDocument next, AuditRecord audit) {
    var race = beforeChange;
    beforeChange = () -> {};
    race.run();
    if (world.inForce().generation() + 1 != next.generation()) {
      return false;
    }
    world.documents.add(next);
    world.audits.add(audit);
    return true;
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
