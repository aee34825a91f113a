package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackPlugin;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PluginRollbackTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private final RollingBackPlugin rollback =
      new RollingBackPlugin(inMemoryControlPlane, inMemoryControlPlane.rollingBack);

  @Test
  void what_was_deployed_last_goes_back_to_what_served_before() {
    deploy("1.0.0");
    var id = deploy("1.1.0");
    var taken = done(asked("", ""));
    assertEquals(id, taken.id());
    assertEquals(Optional.of("1.0.0"), taken.lastRollback().orElseThrow().toRelease());
    carriedOut(id);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  @Test
  void what_is_under_way_is_taken_back_first() {
    deploy("1.0.0");
    var id = admit("1.1.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    assertEquals(id, done(asked("", "")).id());
    carriedOut(id);
    var refusal = refused(asked("", ""));
    assertTrue(refusal.detail().contains("send {\"fromVersion\": \"1.0.0\"}"), refusal.detail());
  }

  @Test
  void sent_again_while_it_is_under_way_it_is_the_same_rollback() {
    deploy("1.0.0");
    var id = deploy("1.1.0");
    var first = done(asked("", ""));
    var again = done(asked("", ""));
    assertEquals(first.lastRollback(), again.lastRollback());
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
    assertEquals(first.lastRollback(), done(asked("1.1.0", "1.0.0")).lastRollback());
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refused(asked("", "2.0.0")).code());
  }

  @Test
  void sent_again_afterwards_it_does_not_go_back_another_step() {
    deploy("1.0.0");
    deploy("1.1.0");
    var id = deploy("2.0.0");
    done(asked("", ""));
    carriedOut(id);
    for (var from : List.of("", "2.0.0")) {
      var refusal = refused(asked(from, ""));
      assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refusal.code());
      assertTrue(refusal.detail().contains("1.1.0 serves"), refusal.detail());
    }
    assertEquals(Optional.of("1.1.0"), inMemoryControlPlane.inForce().defaultVersion());
    var further = done(asked("1.1.0", ""));
    assertEquals(Optional.of("1.0.0"), further.lastRollback().orElseThrow().toRelease());
  }

  @Test
  void what_failed_by_itself_is_gone_and_what_serves_stays_unless_it_is_named() {
    deploy("1.0.0");
    deploy("1.1.0");
    var failed = admit("2.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, failed);
    inMemoryControlPlane.step(RolloutStep.StageVersion, failed);
    inMemoryControlPlane.step(RolloutStep.WithdrawVersion, failed);
    inMemoryControlPlane.step(RolloutStep.FailDeployment, failed);
    var refusal = refused(asked("", ""));
    assertTrue(refusal.detail().contains("2.0.0, which was deployed last"), refusal.detail());
    assertTrue(refusal.detail().contains("ended Failed"), refusal.detail());
    assertEquals("1.1.0", done(asked("1.1.0", "")).version().version());
  }

  @Test
  void a_deployment_that_never_began_is_not_what_serves() {
    deploy("1.0.0");
    var id = deploy("1.1.0");
    var dead = admit("2.0.0");
    inMemoryControlPlane.step(RolloutStep.FailDeployment, dead);
    inMemoryControlPlane.step(RolloutStep.FailDeployment, dead);
    assertEquals(id, done(asked("", "")).id());
  }

  @Test
  void where_nothing_serves_it_says_how_to_bring_something_there() {
    var refusal = refused(asked("", ""));
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refusal.code());
    assertTrue(refusal.detail().contains("POST /api/v1/deployments"), refusal.detail());
  }

  @Test
  void before_the_first_version_nothing_served_so_that_takes_the_deployments_id() {
    var id = deploy("1.0.0");
    var refusal = refused(asked("", ""));
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refusal.code());
    assertTrue(refusal.detail().contains("/deployments/" + id + "/rollback"), refusal.detail());
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  @Test
  void another_version_than_the_one_meant_is_not_touched() {
    deploy("1.0.0");
    deploy("1.1.0");
    var refusal = refused(asked("1.0.0", ""));
    assertTrue(refusal.detail().contains("1.1.0 serves there, not 1.0.0"), refusal.detail());
    admit("2.0.0");
    var underWay = refused(asked("1.1.0", ""));
    assertTrue(underWay.detail().contains("2.0.0 is under way there"), underWay.detail());
  }

  @Test
  void who_may_not_change_the_environment_may_not_roll_back_there() {
    var request = request(Environment.Production, "", "");
    var refusal =
        refused(
            rollback.rollBack(
                InMemoryControlPlane.DEVELOPER, request, InMemoryControlPlane.ORIGIN));
    assertEquals(ErrorCode.NOT_ALLOWED, refusal.code());
  }

  private Result<Deployment> asked(String from, String to) {
    return asked(InMemoryControlPlane.ADMIN, from, to);
  }

  private Result<Deployment> asked(Caller caller, String from, String to) {
    return rollback.rollBack(
        caller, request(Environment.Development, from, to), InMemoryControlPlane.ORIGIN);
  }

  private static RollingBackPlugin.Request request(Environment where, String from, String to) {
    return new RollingBackPlugin.Request(
        UUID.randomUUID(),
        InMemoryControlPlane.MARKDOWN,
        where,
        Optional.empty(),
        Optional.of(from).filter(it -> !it.isEmpty()),
        new RollbackTarget(Optional.of(to).filter(it -> !it.isEmpty()), Optional.empty()));
  }

  private DeploymentId deploy(String version) {
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    return inMemoryControlPlane.deploy(version);
  }

  private DeploymentId admit(String version) {
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    return inMemoryControlPlane.admit(version);
  }

  private void carriedOut(DeploymentId id) {
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckReverted, id);
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteRollback, id));
  }
}
