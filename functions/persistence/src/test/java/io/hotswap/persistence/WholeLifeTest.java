package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.operations.Steering.Command;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Everything that people, plugins and nodes may send is as large as it may be, and still each
/// step, command and way back can be written: the engine refuses items of more than 400 KB, as AWS
/// does.
class WholeLifeTest {
  private static final int HALF_OF_WHAT_AN_ITEM_HOLDS = 200_000;

  private final WholeLife life = new WholeLife();

  /// A test has no pauses but those of a doubt; a direct one is over at once.
  @ParameterizedTest
  @CsvSource({"Direct, 0", "BlueGreen, 10", "Canary, 80", "Rolling, 10", "ABTesting, 0"})
  void it_is_paused_and_resumed_again_and_again_goes_all_the_way_and_back_again(
      StrategyName strategyName, int pauses) {
    var id = life.admitted(strategyName);
    life.stages(id);
    if (pauses > 0) {
      life.moves(id);
    }
    for (int i = 0; i < pauses; i++) {
      life.steered(Command.Pause, id);
      life.steered(Command.Resume, id);
    }
    life.goesOn(id);
    isOver(id, DeploymentOutcome.Succeeded);
    life.rolledBack(id);
    isOver(id, DeploymentOutcome.RolledBack);
    hasRoomForTheNextOne();
  }

  @Test
  void a_test_of_ten_figures_is_in_doubt_and_resumed_again_and_again_and_then_aborted() {
    var id = life.admitted(StrategyName.ABTesting);
    life.shifts(id);
    life.isInDoubt(id, 50);
    itemsHaveRoom();
    life.steered(Command.Abort, id);
    life.revert(id);
    isOver(id, DeploymentOutcome.RolledBack);
    hasRoomForTheNextOne();
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void it_is_aborted_under_way(StrategyName strategyName) {
    var id = life.admitted(strategyName);
    life.shifts(id);
    life.steered(Command.Abort, id);
    life.revert(id);
    isOver(id, DeploymentOutcome.RolledBack);
    hasRoomForTheNextOne();
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_trigger_takes_it_back(StrategyName strategyName) {
    var id = life.admitted(strategyName);
    life.shifts(id);
    life.rolledBackByATrigger(id);
    isOver(id, DeploymentOutcome.RolledBack);
    hasRoomForTheNextOne();
  }

  @Test
  void what_it_fails_of_is_told_by_a_plugin_in_a_long_text() {
    var id = life.admitted(StrategyName.BlueGreen);
    life.rollouts.refusal = Optional.of(WholeLife.REASON.repeat(100));
    life.step(RolloutStep.BeginDeployment, id);
    life.step(RolloutStep.StageVersion, id);
    life.step(RolloutStep.CheckStaged, id);
    life.step(RolloutStep.WithdrawVersion, id);
    life.step(RolloutStep.FailDeployment, id);
    isOver(id, DeploymentOutcome.FailedClean);
    life.rollouts.refusal = Optional.empty();
    hasRoomForTheNextOne();
  }

  @Test
  void its_acceptance_cases_are_what_was_sent() {
    var suite = life.rollouts.stores.acceptanceSuites();
    var id = life.admitted(StrategyName.BlueGreen);
    life.stages(id);
    var document =
        life.rollouts
            .routing
            .current(life.rollouts.plugin, life.get(id).environment())
            .orElseThrow();
    assertEquals(50, document.supervision().acceptance().size());
    assertEquals("𝒜".repeat(10_000), document.supervision().acceptance().getLast().body());
    assertEquals(
        document.supervision().acceptance(),
        suite.find(suite.store(document.supervision().acceptance())));
  }

  private void isOver(DeploymentId id, DeploymentOutcome deploymentOutcome) {
    var deployment = life.get(id);
    assertTrue(deployment.closed());
    assertEquals(Optional.of(deploymentOutcome), deployment.outcome());
    assertEquals(
        Optional.empty(),
        life.rollouts.deployments.slot(life.rollouts.plugin, deployment.environment()).holder());
    itemsHaveRoom();
  }

  private void hasRoomForTheNextOne() {
    var fix = life.admitted(life.direct(WholeLife.FIX));
    life.ends(fix);
    assertEquals(DeploymentStatus.Completed, life.get(fix).progress().status());
  }

  private void itemsHaveRoom() {
    var tables = life.rollouts.tables;
    for (var table :
        List.of(tables.deployments(), tables.audit(), tables.outbox(), tables.routing())) {
      life.rollouts.dynamo.scanPaginator(it -> it.tableName(table)).items().stream()
          .forEach(
              item ->
                  assertTrue(
                      bytes(item) < HALF_OF_WHAT_AN_ITEM_HOLDS,
                      () -> item.get("pk") + " takes " + bytes(item) + " bytes"));
    }
  }

  private static int bytes(Map<String, AttributeValue> item) {
    return item.entrySet().stream().mapToInt(it -> bytes(it.getKey()) + bytes(it.getValue())).sum();
  }

  // As DynamoDB counts them, to a few bytes.
  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> bytes(value.s());
      case M -> 3 + value.m().size() + bytes(value.m());
      case L -> 3 + value.l().stream().mapToInt(it -> 1 + bytes(it)).sum();
      case SS -> value.ss().stream().mapToInt(WholeLifeTest::bytes).sum();
      default -> 21;
    };
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
