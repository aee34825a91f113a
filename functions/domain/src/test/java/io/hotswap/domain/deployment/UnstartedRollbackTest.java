package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackPlugin;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Admitted while the engine was down, or by a machine that died since: sent again, it is carried
/// on.
class UnstartedRollbackTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private final RollingBackPlugin rollback =
      new RollingBackPlugin(inMemoryControlPlane, inMemoryControlPlane.rollingBack);
  private DeploymentId id = InMemoryControlPlane.newId();

  @BeforeEach
  void anotherServes() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    id = inMemoryControlPlane.deploy("1.1.0");
  }

  @Test
  void sent_again_it_is_started() {
    refusedWhileTheEngineIsDown(this::rollBackPlugin);
    assertEquals(id, done(rollBackPlugin()).id());
    isStarted();
  }

  @Test
  void sent_again_to_the_deployment_it_is_started() {
    refusedWhileTheEngineIsDown(() -> inMemoryControlPlane.postRollback(id));
    assertEquals(
        ErrorCode.NOTHING_TO_ROLL_BACK, refused(inMemoryControlPlane.postRollback(id)).code());
    isStarted();
  }

  @Test
  void sent_again_it_is_started_although_a_trigger_asked_for_it() {
    refusedWhileTheEngineIsDown(
        () -> inMemoryControlPlane.rollingBack.rollBackAutomatically(id, "errors", "9 %", ORIGIN));
    done(rollBackPlugin());
    isStarted();
  }

  @Test
  void what_still_does_not_start_is_not_accepted() {
    refusedWhileTheEngineIsDown(this::rollBackPlugin);
    inMemoryControlPlane.engineDown = true;
    for (int i = 0; i < 3; i++) {
      assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(rollBackPlugin()).code());
      assertEquals(
          ErrorCode.ROLLOUT_NOT_STARTED, refused(inMemoryControlPlane.postRollback(id)).code());
      inMemoryControlPlane.pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void what_died_before_it_began_is_started_again() {
    done(rollBackPlugin());
    diesAndIsCarriedOn();
  }

  @Test
  void what_died_while_it_was_carried_out_is_started_again() {
    done(rollBackPlugin());
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    diesAndIsCarriedOn();
  }

  private void diesAndIsCarriedOn() {
    long fence = inMemoryControlPlane.get(id).fence();
    inMemoryControlPlane.engineSays = Optional.of(State.Over);
    inMemoryControlPlane.pass(Duration.ofMinutes(1));
    done(rollBackPlugin());
    assertEquals("roll-back " + id + " " + (fence + 1), inMemoryControlPlane.started.getLast());
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
  }

  private void refusedWhileTheEngineIsDown(Supplier<Result<Deployment>> post) {
    inMemoryControlPlane.engineDown = true;
    assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(post.get()).code());
    inMemoryControlPlane.engineDown = false;
    inMemoryControlPlane.started.clear();
  }

  private void isStarted() {
    assertEquals(
        List.of("roll-back " + id + " " + inMemoryControlPlane.get(id).fence()),
        inMemoryControlPlane.started);
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
  }

  private Result<Deployment> rollBackPlugin() {
    return rollback.rollBack(
        InMemoryControlPlane.ADMIN,
        new RollingBackPlugin.Request(
            UUID.randomUUID(),
            InMemoryControlPlane.MARKDOWN,
            Environment.Development,
            Optional.empty(),
            Optional.empty(),
            RollbackTarget.PREVIOUS),
        ORIGIN);
  }
}
