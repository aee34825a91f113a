package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.World.ORIGIN;
import static io.hotswap.domain.deployment.World.done;
import static io.hotswap.domain.deployment.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.deployment.operations.PluginRollback;
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
  private final World world = new World();
  private final PluginRollback rollback = new PluginRollback(world, world.rollingBack);
  private DeploymentId id = World.newId();

  @BeforeEach
  void anotherServes() {
    world.deploy("1.0.0");
    world.pass(Duration.ofSeconds(1));
    id = world.deploy("1.1.0");
  }

  @Test
  void sent_again_it_is_started() {
    refusedWhileTheEngineIsDown(this::rollBackPlugin);
    assertEquals(id, done(rollBackPlugin()).id());
    isStarted();
  }

  @Test
  void sent_again_to_the_deployment_it_is_started() {
    refusedWhileTheEngineIsDown(() -> world.postRollback(id));
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refused(world.postRollback(id)).code());
    isStarted();
  }

  @Test
  void sent_again_it_is_started_although_a_trigger_asked_for_it() {
    refusedWhileTheEngineIsDown(
        () -> world.rollingBack.rollBackAutomatically(id, "errors", "9 %", ORIGIN));
    done(rollBackPlugin());
    isStarted();
  }

  @Test
  void what_still_does_not_start_is_not_accepted() {
    refusedWhileTheEngineIsDown(this::rollBackPlugin);
    world.engineDown = true;
    for (int i = 0; i < 3; i++) {
      assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(rollBackPlugin()).code());
      assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(world.postRollback(id)).code());
      world.pass(Duration.ofMinutes(1));
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
    world.step(RolloutStep.RevertRouting, id);
    diesAndIsCarriedOn();
  }

  private void diesAndIsCarriedOn() {
    long fence = world.get(id).fence();
    world.engineSays = Optional.of(State.Over);
    world.pass(Duration.ofMinutes(1));
    done(rollBackPlugin());
    assertEquals("roll-back " + id + " " + (fence + 1), world.started.getLast());
    assertEquals(1, world.get(id).rollbacks().size());
  }

  private void refusedWhileTheEngineIsDown(Supplier<Result<Deployment>> post) {
    world.engineDown = true;
    assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(post.get()).code());
    world.engineDown = false;
    world.started.clear();
  }

  private void isStarted() {
    assertEquals(List.of("roll-back " + id + " " + world.get(id).fence()), world.started);
    assertEquals(1, world.get(id).rollbacks().size());
  }

  private Result<Deployment> rollBackPlugin() {
    return rollback.rollBack(
        World.ADMIN,
        new PluginRollback.Request(
            UUID.randomUUID(),
            World.MARKDOWN,
            Environment.Development,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        ORIGIN);
  }
}
