package io.hotswap.statemachines;

import static io.hotswap.domain.deployment.rollout.StepOutcome.Done;
import static io.hotswap.domain.deployment.rollout.StepOutcome.NeedsApproval;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Ready;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Served;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Succeeded;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Waiting;

import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Move;
import io.hotswap.domain.deployment.strategy.Observation;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import java.time.Duration;

/// The answers of the steps of a successful deployment: nodes apply a document by the second poll,
/// evidence suffices when its period is over.
final class HappyPath {
  private final Script script;

  private HappyPath(Script script) {
    this.script = script;
  }

  /// @param nodes number of live nodes
  /// @param approved whether it needs approval
  static Functions of(Strategy strategy, int nodes, boolean approved) {
    var path = new HappyPath(new Script(strategy.name().name()));
    path.addBegin(approved);
    path.addStaging(strategy);
    path.addMoves(strategy, nodes);
    path.script.then("CompleteDeployment", Succeeded, 1);
    return path.script;
  }

  private void addBegin(boolean approved) {
    if (approved) {
      script.then("BeginDeployment", NeedsApproval, 1);
      script.then("RequestApproval", "Approved", 1);
    }
    script.then("BeginDeployment", Done, 1);
  }

  private void addStaging(Strategy strategy) {
    script.then("StageVersion", Done, 1).then("CheckStaged", Waiting, 1);
    var warmup = strategy.staging().warmup();
    if (warmup.isPositive()) {
      addIdlePolls("CheckStaged", warmup);
    }
    script.then("CheckStaged", Ready, 1);
  }

  private void addMoves(Strategy strategy, int nodes) {
    for (var stage : strategy.stages(nodes)) {
      var states = States.of(strategy, stage.move());
      script.then(states.move(), Done, 1).then(states.check(), Waiting, 1);
      switch (stage.observation()) {
        case Observation.None it -> script.then(states.check(), Served, 1);
        case Observation.Wait it -> {
          addIdlePolls(states.check(), it.shortest());
          script.then(states.check(), Ready, 1);
        }
        case Observation.Judged it -> addEvidencePolls(states.check(), it.period(), it.extension());
      }
    }
  }

  /// The states of a machine that move traffic and check the nodes: only the machines know them.
  private record States(String move, String check) {
    static States of(Strategy strategy, Move move) {
      return switch (strategy) {
        case Direct it -> new States("SwitchTraffic", "CheckSwitched");
        case BlueGreen it -> new States("SwitchTraffic", "CheckSwitched");
        case Canary it -> new States("AdvanceCohort", "JudgeCohort");
        case Rolling it -> new States("MoveBatch", "CheckBatch");
        case AbTest it ->
            new States(
                move instanceof Move.Winner ? "PromoteWinner" : "SplitTraffic", "JudgeVariants");
      };
    }
  }

  /// Polls of the evidence as the domain schedules them.
  private void addEvidencePolls(String step, Duration period, Duration extension) {
    var elapsed = Duration.ZERO;
    while (elapsed.compareTo(period) < 0) {
      int seconds = PollSchedule.pollSeconds(elapsed, period, extension);
      script.then(step, Waiting, seconds);
      elapsed = elapsed.plusSeconds(seconds);
    }
    script.then(step, Ready, 1);
  }

  private void addIdlePolls(String step, Duration wait) {
    var left = wait;
    do {
      int seconds = PollSchedule.idlePollSeconds(left, wait);
      script.then(step, Waiting, seconds);
      left = left.minusSeconds(seconds);
    } while (left.isPositive());
  }
}
