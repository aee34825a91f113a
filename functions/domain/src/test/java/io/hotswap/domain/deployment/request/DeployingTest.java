package io.hotswap.domain.deployment.request;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.DEVELOPER;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.newId;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeployingTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @Test
  void an_admitted_deployment_holds_the_place_and_its_machine_is_started() {
    var deployment = done(inMemoryControlPlane.post(DEVELOPER, newId(), "1.0.0"));
    assertEquals(DeploymentStatus.Pending, deployment.progress().status());
    var slot = inMemoryControlPlane.slot(InMemoryControlPlane.MARKDOWN, Environment.Development);
    assertEquals(Optional.of(deployment.id()), slot.holder());
    assertEquals(1, slot.fence());
    assertEquals(List.of("deploy " + deployment.id() + " 1"), inMemoryControlPlane.started);
    assertEquals("createDeployment", inMemoryControlPlane.audits.getFirst().action());
  }

  @Test
  void a_second_deployment_is_told_who_holds_the_place() {
    var first = inMemoryControlPlane.admit("1.0.0");
    var refusal = refused(inMemoryControlPlane.post(ADMIN, newId(), "1.1.0"));
    assertEquals(ErrorCode.DEPLOYMENT_IN_PROGRESS, refusal.code());
    assertTrue(refusal.detail().contains(first.toString()));
  }

  @Test
  void the_request_sent_again_meets_its_own_deployment() {
    var id = inMemoryControlPlane.admit("1.0.0");
    assertEquals(inMemoryControlPlane.get(id), done(inMemoryControlPlane.post(ADMIN, id, "1.0.0")));
    assertEquals(1, inMemoryControlPlane.audits.size());
    assertEquals(
        2, inMemoryControlPlane.started.size(), "the engine ignores the second start by its name");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    assertEquals(inMemoryControlPlane.get(id), done(inMemoryControlPlane.post(ADMIN, id, "1.0.0")));
    assertEquals(2, inMemoryControlPlane.started.size());
  }

  @Test
  void two_at_once_one_wins() {
    inMemoryControlPlane.beforeCommit = () -> inMemoryControlPlane.admit("1.1.0");
    assertEquals(
        ErrorCode.DEPLOYMENT_IN_PROGRESS,
        refused(inMemoryControlPlane.post(ADMIN, newId(), "1.0.0")).code());
    assertEquals(1, inMemoryControlPlane.stored.size());
  }

  @Test
  void the_same_request_twice_at_once_is_one_deployment() {
    var id = newId();
    inMemoryControlPlane.beforeCommit = () -> done(inMemoryControlPlane.post(ADMIN, id, "1.0.0"));
    assertEquals(id, done(inMemoryControlPlane.post(ADMIN, id, "1.0.0")).id());
    assertEquals(1, inMemoryControlPlane.audits.size());
  }

  @Test
  void what_does_not_exist_is_refused_by_name() {
    assertEquals(
        ErrorCode.VERSION_NOT_FOUND,
        refused(inMemoryControlPlane.post(ADMIN, newId(), "9.0.0")).code());
    var unknown = request("nothing", "Development", "Direct");
    assertEquals(
        ErrorCode.PLUGIN_NOT_FOUND,
        refused(inMemoryControlPlane.deploying.deploy(ADMIN, unknown, ORIGIN)).code());
    inMemoryControlPlane.beforeCommit = () -> inMemoryControlPlane.versions.remove("1.0.0");
    assertEquals(
        ErrorCode.VERSION_NOT_FOUND,
        refused(inMemoryControlPlane.post(ADMIN, newId(), "1.0.0")).code());
    assertTrue(inMemoryControlPlane.stored.isEmpty());
  }

  @Test
  void developers_may_not_reach_production() {
    assertEquals(ErrorCode.NOT_ALLOWED, where(DEVELOPER, "Production").code());
    assertEquals(ErrorCode.NOT_ALLOWED, where(DEVELOPER, "Staging").code());
  }

  @Test
  void what_nobody_knows_is_said_so() {
    var nowhere = where(ADMIN, "Mars");
    assertEquals(ErrorCode.INVALID_DEPLOYMENT, nowhere.code());
    assertEquals("/environment", nowhere.errors().getFirst().pointer());
    var unknown =
        refused(
            inMemoryControlPlane.deploying.deploy(
                ADMIN, request("markdown", "Development", "Magic"), ORIGIN));
    assertEquals("/strategy", unknown.errors().getFirst().pointer());
  }

  @Test
  void a_machine_that_does_not_start_frees_the_place_and_the_same_request_may_try_again() {
    inMemoryControlPlane.engineDown = true;
    var id = newId();
    assertEquals(
        ErrorCode.ROLLOUT_NOT_STARTED,
        refused(inMemoryControlPlane.post(ADMIN, id, "1.0.0")).code());
    assertEquals(DeploymentStatus.Failed, inMemoryControlPlane.get(id).progress().status());
    assertEquals(DeploymentPhase.NotStarted, inMemoryControlPlane.get(id).progress().phase());
    assertEquals(
        Optional.empty(),
        inMemoryControlPlane.slot(InMemoryControlPlane.MARKDOWN, Environment.Development).holder());
    inMemoryControlPlane.engineDown = false;
    assertEquals(
        DeploymentStatus.Pending,
        done(inMemoryControlPlane.post(ADMIN, id, "1.0.0")).progress().status());
    assertEquals(List.of("deploy " + id + " 2"), inMemoryControlPlane.started);
    assertEquals(
        StepOutcome.Superseded, inMemoryControlPlane.step(RolloutStep.BeginDeployment, id, 1));
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.BeginDeployment, id, 2));
  }

  @Test
  void a_holder_whose_request_died_is_started_by_whoever_comes_next() {
    var id = inMemoryControlPlane.admit("1.0.0");
    inMemoryControlPlane.started.clear();
    refused(inMemoryControlPlane.post(ADMIN, newId(), "1.1.0"));
    assertEquals(List.of(), inMemoryControlPlane.started);
    inMemoryControlPlane.pass(Duration.ofSeconds(31));
    refused(inMemoryControlPlane.post(ADMIN, newId(), "1.1.0"));
    assertEquals(List.of("deploy " + id + " 2"), inMemoryControlPlane.started);
    inMemoryControlPlane.engineDown = true;
    assertEquals(
        ErrorCode.DEPLOYMENT_IN_PROGRESS,
        refused(inMemoryControlPlane.post(ADMIN, newId(), "1.1.0")).code());
  }

  @Test
  void a_holder_whose_machine_died_gets_another_that_goes_on_where_it_stood() {
    var id = inMemoryControlPlane.admit("1.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.pass(Duration.ofSeconds(31));
    inMemoryControlPlane.engineSays = Optional.of(Executions.State.Over);
    assertEquals(Set.of(id), inMemoryControlPlane.reconciling.reconcile(ORIGIN));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Superseded, inMemoryControlPlane.step(RolloutStep.CheckStaged, id, 1));
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.BeginDeployment, id));
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.StageVersion, id));
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
  }

  @Test
  void an_engine_that_does_not_say_is_believed_until_the_deadline_is_long_over() {
    var id = inMemoryControlPlane.admit("1.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.engineSays = Optional.of(Executions.State.Unknown);
    inMemoryControlPlane.pass(inMemoryControlPlane.times.stall());
    assertEquals(Set.of(), inMemoryControlPlane.reconciling.reconcile(ORIGIN));
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    assertEquals(Set.of(id), inMemoryControlPlane.reconciling.reconcile(ORIGIN));
  }

  @Test
  void what_dies_again_and_again_is_given_up_and_its_place_freed() {
    var id = inMemoryControlPlane.admit("1.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.engineSays = Optional.of(Executions.State.Over);
    for (int death = 0; death < 50; death++) {
      inMemoryControlPlane.pass(Duration.ofSeconds(31));
      inMemoryControlPlane.reconciling.reconcile(ORIGIN);
    }
    assertEquals(DeploymentPhase.Abandoned, inMemoryControlPlane.get(id).progress().phase());
    assertEquals(
        Optional.of(DeploymentOutcome.FailedDirty),
        inMemoryControlPlane.get(id).progress().outcome());
    assertEquals(Set.of(), inMemoryControlPlane.holders());
    assertTrue(
        inMemoryControlPlane.messages.stream()
            .anyMatch(it -> it.kind() == Message.Kind.FailedDirty));
  }

  @Test
  void the_eleventh_deployment_is_too_many() {
    for (int i = 0; i < DeploymentSlot.MAX_HELD; i++) {
      var other = PluginId.of("plugin-" + i);
      inMemoryControlPlane.places.put(
          other + "#QA", DeploymentSlot.free(other, Environment.QA).taken(newId()));
    }
    assertEquals(
        ErrorCode.TOO_MANY_DEPLOYMENTS,
        refused(inMemoryControlPlane.post(ADMIN, newId(), "1.0.0")).code());
  }

  private Refusal where(Caller caller, String environment) {
    return refused(
        inMemoryControlPlane.deploying.deploy(
            caller, request("markdown", environment, "Direct"), ORIGIN));
  }

  private static Deploying.Request request(String plugin, String environment, String strategy) {
    var direct = DeploymentSpec.direct(plugin, "1.0.0", environment);
    return new Deploying.Request(
        newId(),
        new DeploymentSpec(
            direct.pluginId(),
            direct.version(),
            direct.versions(),
            direct.environment(),
            strategy,
            direct.directConfig(),
            direct.canaryConfig(),
            direct.blueGreenConfig(),
            direct.rollingConfig(),
            direct.abConfig(),
            Optional.empty(),
            Optional.empty()));
  }
}
