package io.hotswap.domain.deployment;

import static io.hotswap.domain.telemetry.Anomaly.Kind.Recovered;
import static io.hotswap.domain.telemetry.Anomaly.Kind.Unhealthy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.health.AnomalyResponse.NodeEjected;
import io.hotswap.domain.health.AnomalyResponse.NodeReadmitted;
import io.hotswap.domain.health.AnomalyResponse.NotConfirmed;
import io.hotswap.domain.health.AnomalyResponse.NothingToDo;
import io.hotswap.domain.health.AnomalyResponse.RolledBack;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node on which alone a plugin is sick gets no calls of it, until it is well again.
class SettingAsideTest {
  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane inMemoryControlPlane = watch.controlPlane;

  @BeforeEach
  void oneOfThreeNodesIsSick() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called("1.0.0");
    watch.checked("n1", "1.0.0", 3);
  }

  private void setAside() {
    assertInstanceOf(NodeEjected.class, watch.hears("n1", "1.0.0", Unhealthy));
    inMemoryControlPlane.nodesFollow();
  }

  @Test
  void the_node_goes_aside_and_nothing_is_rolled_back() {
    setAside();
    assertEquals(Set.of("n1"), watch.ejected());
    assertEquals(3, inMemoryControlPlane.inForce().generation());
    assertEquals("ejectNode", inMemoryControlPlane.audits.getLast().action());
    assertEquals("n1", inMemoryControlPlane.audits.getLast().after().get("ejected"));
    assertEquals("system:watch", inMemoryControlPlane.audits.getLast().origin().actor());
    assertInstanceOf(NothingToDo.class, watch.hears("n1", "1.0.0", Unhealthy));
    assertEquals(3, inMemoryControlPlane.inForce().generation());
  }

  @Test
  void a_recovered_node_comes_back_even_before_its_report() {
    setAside();
    inMemoryControlPlane.pass(Duration.ofSeconds(30));
    assertInstanceOf(NodeReadmitted.class, watch.hears("n1", "1.0.0", Recovered));
    assertEquals(Set.of(), watch.ejected());
    assertEquals("readmitNode", inMemoryControlPlane.audits.getLast().action());
    assertInstanceOf(NothingToDo.class, watch.hears("n1", "1.0.0", Recovered));
  }

  @Test
  void the_last_node_in_rotation_stays() {
    inMemoryControlPlane.leave("n3");
    setAside();
    watch.checked("n1", "1.0.0", 0);
    watch.checked("n2", "1.0.0", 3);
    assertInstanceOf(NotConfirmed.class, watch.hears("n2", "1.0.0", Unhealthy));
    assertEquals(Set.of("n1"), watch.ejected());
  }

  @Test
  void another_change_in_between_is_not_overwritten() {
    // The other two are ejected at the same moment.
    watch.controlPlane.routing.beforeCommit =
        () ->
            inMemoryControlPlane.documents.add(
                new RoutingDraft(inMemoryControlPlane.inForce())
                    .withSupervision(it -> it.ejecting(Set.of("n2", "n3")))
                    .build("d", inMemoryControlPlane.now, ""));
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.0.0", Unhealthy));
    assertEquals(Set.of("n2", "n3"), watch.ejected());
  }

  @Test
  void a_deployments_step_that_it_came_between_writes_after_it() {
    var id = inMemoryControlPlane.admit("1.1.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.beforeCommit = this::setAside;
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.StageVersion, id));
    assertEquals(Set.of("n1"), watch.ejected());
    assertEquals(List.of("1.1.0"), inMemoryControlPlane.inForce().staged());
  }

  @Test
  void a_second_sick_node_makes_it_the_versions_trouble() {
    var id = inMemoryControlPlane.deploy("1.1.0");
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called("1.1.0");
    watch.checked("n1", "1.1.0", 3);
    assertInstanceOf(NodeEjected.class, watch.hears("n1", "1.1.0", Unhealthy));
    inMemoryControlPlane.nodesFollow();
    watch.checked("n2", "1.1.0", 3);
    assertInstanceOf(RolledBack.class, watch.hears("n2", "1.1.0", Unhealthy));
    watch.goesBack(id);
    watch.checked("n1", "1.0.0", 0);
    assertEquals(1, watch.reviews().size());
    assertEquals(Set.of(), watch.ejected(), "the version that was sick there is gone");
  }

  @Test
  void a_review_takes_back_a_restarted_node() {
    setAside();
    assertInstanceOf(NotConfirmed.class, watch.reviews().getFirst());
    inMemoryControlPlane.nodes.heartbeat(
        new Lease(
            Environment.Development,
            "n1",
            "n1-2",
            "host:1",
            inMemoryControlPlane.now,
            inMemoryControlPlane.now.plusSeconds(10)));
    assertInstanceOf(NodeReadmitted.class, watch.reviews().getFirst());
    assertEquals(List.of(), watch.reviews());
  }

  @Test
  void a_review_leaves_a_dead_node_aside() {
    setAside();
    inMemoryControlPlane.now = inMemoryControlPlane.now.plusSeconds(11);
    List.of("n2", "n3").forEach(inMemoryControlPlane::beat);
    assertInstanceOf(NotConfirmed.class, watch.reviews().getFirst());
    assertEquals(Set.of("n1"), watch.ejected());
  }

  @Test
  void a_review_forgets_a_node_that_is_gone() {
    setAside();
    inMemoryControlPlane.leave("n1");
    assertInstanceOf(NodeReadmitted.class, watch.reviews().getFirst());
    assertEquals(Set.of(), watch.ejected());
  }

  @Test
  void a_sick_node_is_better_than_none() {
    setAside();
    inMemoryControlPlane.now = inMemoryControlPlane.now.plusSeconds(11);
    inMemoryControlPlane.beat("n1");
    assertInstanceOf(NodeReadmitted.class, watch.reviews().getFirst());
    assertEquals(Set.of(), watch.ejected());
  }

  @Test
  void a_version_that_serves_nobody_takes_no_node_out() {
    inMemoryControlPlane.deploy("1.1.0");
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    assertInstanceOf(NothingToDo.class, watch.hears("n1", "1.0.0", Unhealthy));
    assertEquals(Set.of(), watch.ejected());
  }
}
