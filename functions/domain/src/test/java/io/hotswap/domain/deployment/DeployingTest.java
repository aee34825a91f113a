package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.World.ADMIN;
import static io.hotswap.domain.deployment.World.DEVELOPER;
import static io.hotswap.domain.deployment.World.ORIGIN;
import static io.hotswap.domain.deployment.World.done;
import static io.hotswap.domain.deployment.World.newId;
import static io.hotswap.domain.deployment.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeployingTest {
  private final World world = new World();

  @Test
  void anAdmittedDeploymentHoldsThePlaceAndItsMachineIsStarted() {
    var deployment = done(world.post(DEVELOPER, newId(), "1.0.0"));
    assertEquals(DeploymentStatus.Pending, deployment.progress().status());
    var place = world.place(World.MARKDOWN, Environment.Development);
    assertEquals(Optional.of(deployment.id()), place.holder());
    assertEquals(1, place.fence());
    assertEquals(List.of("deploy " + deployment.id() + " 1"), world.started);
    assertEquals("createDeployment", world.audits.getFirst().action());
  }

  @Test
  void aSecondDeploymentIsToldWhoHoldsThePlace() {
    var first = world.admit("1.0.0");
    var refusal = refused(world.post(ADMIN, newId(), "1.1.0"));
    assertEquals(ErrorCode.DEPLOYMENT_IN_PROGRESS, refusal.code());
    assertTrue(refusal.detail().contains(first.toString()));
  }

  @Test
  void theRequestSentAgainMeetsItsOwnDeployment() {
    var id = world.admit("1.0.0");
    assertEquals(world.get(id), done(world.post(ADMIN, id, "1.0.0")));
    assertEquals(1, world.audits.size());
    assertEquals(2, world.started.size(), "the engine ignores the second start by its name");
    world.step(Step.BeginDeployment, id);
    assertEquals(world.get(id), done(world.post(ADMIN, id, "1.0.0")));
    assertEquals(2, world.started.size());
  }

  @Test
  void twoAtOnceOneWins() {
    world.beforeCommit = () -> world.admit("1.1.0");
    assertEquals(
        ErrorCode.DEPLOYMENT_IN_PROGRESS, refused(world.post(ADMIN, newId(), "1.0.0")).code());
    assertEquals(1, world.stored.size());
  }

  @Test
  void theSameRequestTwiceAtOnceIsOneDeployment() {
    var id = newId();
    world.beforeCommit = () -> done(world.post(ADMIN, id, "1.0.0"));
    assertEquals(id, done(world.post(ADMIN, id, "1.0.0")).id());
    assertEquals(1, world.audits.size());
  }

  @Test
  void whatDoesNotExistIsRefusedByName() {
    assertEquals(ErrorCode.VERSION_NOT_FOUND, refused(world.post(ADMIN, newId(), "9.0.0")).code());
    var unknown = request("nothing", "Development", "Direct");
    assertEquals(
        ErrorCode.PLUGIN_NOT_FOUND, refused(world.deploying.deploy(ADMIN, unknown, ORIGIN)).code());
    world.beforeCommit = () -> world.versions.remove("1.0.0");
    assertEquals(ErrorCode.VERSION_NOT_FOUND, refused(world.post(ADMIN, newId(), "1.0.0")).code());
    assertTrue(world.stored.isEmpty());
  }

  @Test
  void developersMayNotReachProduction() {
    assertEquals(ErrorCode.NOT_ALLOWED, where(DEVELOPER, "Production").code());
    assertEquals(ErrorCode.NOT_ALLOWED, where(DEVELOPER, "Staging").code());
  }

  @Test
  void whatDoesNotExistYetIsSaidSo() {
    for (var environment : List.of("QA", "Production", "Mars")) {
      var refusal = where(ADMIN, environment);
      assertEquals(ErrorCode.INVALID_DEPLOYMENT, refusal.code());
      assertEquals("/environment", refusal.errors().getFirst().pointer());
    }
    var canary =
        refused(
            world.deploying.deploy(ADMIN, request("markdown", "Development", "Canary"), ORIGIN));
    assertEquals("/strategy", canary.errors().getFirst().pointer());
    assertEquals("one of [Direct]", canary.errors().getFirst().expected());
  }

  @Test
  void aMachineThatDoesNotStartFreesThePlaceAndTheSameRequestMayTryAgain() {
    world.engineDown = true;
    var id = newId();
    assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(world.post(ADMIN, id, "1.0.0")).code());
    assertEquals(DeploymentStatus.Failed, world.get(id).progress().status());
    assertEquals(Phase.NotStarted, world.get(id).progress().phase());
    assertEquals(Optional.empty(), world.place(World.MARKDOWN, Environment.Development).holder());
    world.engineDown = false;
    assertEquals(
        DeploymentStatus.Pending, done(world.post(ADMIN, id, "1.0.0")).progress().status());
    assertEquals(List.of("deploy " + id + " 2"), world.started);
    assertEquals(StepOutcome.Overtaken, world.step(Step.BeginDeployment, id, 1));
    assertEquals(StepOutcome.Done, world.step(Step.BeginDeployment, id, 2));
  }

  @Test
  void aHolderWhoseRequestDiedIsStartedByWhoeverComesNext() {
    var id = world.admit("1.0.0");
    world.started.clear();
    refused(world.post(ADMIN, newId(), "1.1.0"));
    assertEquals(List.of(), world.started);
    world.pass(Duration.ofSeconds(31));
    refused(world.post(ADMIN, newId(), "1.1.0"));
    assertEquals(List.of("deploy " + id + " 1"), world.started);
    world.engineDown = true;
    assertEquals(
        ErrorCode.DEPLOYMENT_IN_PROGRESS, refused(world.post(ADMIN, newId(), "1.1.0")).code());
  }

  @Test
  void aHolderWhoseMachineDiedIsClosedByWhoeverComesNext() {
    var begun = world.admit("1.0.0");
    world.step(Step.BeginDeployment, begun);
    world.pass(RolloutTimes.DEFAULT.whole().plusSeconds(1));
    var staged = world.admit("1.0.0");
    assertEquals(Phase.Abandoned, world.get(begun).progress().phase());
    assertEquals(Optional.of(Outcome.FailedClean), world.get(begun).progress().outcome());
    world.step(Step.BeginDeployment, staged);
    world.step(Step.StageVersion, staged);
    world.pass(RolloutTimes.DEFAULT.whole().plusSeconds(1));
    world.admit("1.1.0");
    assertEquals(Optional.of(Outcome.FailedDirty), world.get(staged).progress().outcome());
    assertEquals(StepOutcome.FailedDirty, world.step(Step.SwitchTraffic, staged));
  }

  private Refusal where(Caller caller, String environment) {
    return refused(
        world.deploying.deploy(caller, request("markdown", environment, "Direct"), ORIGIN));
  }

  private static Deploying.Request request(String plugin, String environment, String strategy) {
    return new Deploying.Request(newId(), plugin, "1.0.0", environment, strategy);
  }
}
