package io.hotswap.statemachines;

import static io.hotswap.domain.deployment.rollout.StepOutcome.Done;
import static io.hotswap.domain.deployment.rollout.StepOutcome.NeedsApproval;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Ready;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Served;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Succeeded;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Waiting;

import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
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
    if (strategy instanceof BlueGreen it && it.warmupPeriod().isPositive()) {
      addIdlePolls("CheckStaged", it.warmupPeriod());
    }
    script.then("CheckStaged", Ready, 1);
  }

  private void addMoves(Strategy strategy, int nodes) {
    switch (strategy) {
      case Direct it -> move("SwitchTraffic", "CheckSwitched", Served);
      case Canary it -> canary(it);
      case BlueGreen it -> blueGreen(it);
      case Rolling it -> rolling(it, nodes);
      case AbTest it -> {
        script.then("SplitTraffic", Done, 1).then("JudgeVariants", Waiting, 1);
        addEvidencePolls("JudgeVariants", it.testDuration(), it.maxExtension());
        move("PromoteWinner", "JudgeVariants", Served);
      }
    }
  }

  private void canary(Canary settings) {
    for (int share = 1; share < settings.steps().size(); share++) {
      script.then("AdvanceCohort", Done, 1).then("JudgeCohort", Waiting, 1);
      addEvidencePolls("JudgeCohort", settings.evaluationPeriod(), settings.maxExtension());
    }
    move("AdvanceCohort", "JudgeCohort", Served);
  }

  private void blueGreen(BlueGreen settings) {
    if (settings.switchoverType() == Switchover.Linear) {
      for (int tenth = 1; tenth < 10; tenth++) {
        script.then("SwitchTraffic", Done, 1).then("CheckSwitched", Waiting, 1);
        addIdlePolls("CheckSwitched", settings.switchoverPeriod().dividedBy(10));
        script.then("CheckSwitched", Ready, 1);
      }
    }
    move("SwitchTraffic", "CheckSwitched", Served);
  }

  private void rolling(Rolling settings, int nodes) {
    int batches = Math.ceilDiv(nodes, settings.batchSize());
    for (int batch = 1; batch <= batches; batch++) {
      boolean last = batch == batches;
      script.then("MoveBatch", Done, 1).then("CheckBatch", Waiting, 1);
      addIdlePolls("CheckBatch", last ? Duration.ZERO : settings.waitBetweenBatches());
      script.then("CheckBatch", Ready, 1);
    }
    move("MoveBatch", "CheckBatch", Served);
  }

  private void move(String move, String check, StepOutcome end) {
    script.then(move, Done, 1).then(check, Waiting, 1).then(check, end, 1);
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
