package io.hotswap.statemachines;

import io.hotswap.domain.deployment.Asked;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Rehearsal;
import io.hotswap.domain.deployment.operations.Steering.Command;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import java.time.Duration;
import java.util.List;

/// What people do while a deployment is under way, and how it then ends when nothing goes wrong.
enum Plot {
  Alone(Environment.Development, "Succeeded"),
  ApprovedByOne(Environment.QA, "Succeeded"),
  ApprovedByTwo(Environment.Production, "Succeeded"),
  Unanswered(Environment.QA, "Declined"),
  TakenBack(Environment.QA, "Declined"),
  /// The approvers cannot even be asked.
  Unheard(Environment.QA, "Declined"),
  Resumed(Environment.Development, "Succeeded"),
  Aborted(Environment.Development, "RolledBack");

  private static final Duration PAUSE = Duration.ofSeconds(20);

  private final Environment environment;
  private final String ending;

  Plot(Environment environment, String ending) {
    this.environment = environment;
    this.ending = ending;
  }

  Environment environment() {
    return environment;
  }

  String ending() {
    return ending;
  }

  boolean asks() {
    return environment != Environment.Development;
  }

  boolean pauses() {
    return this == Resumed || this == Aborted;
  }

  /// Where else than at the steps of the rollout a fault can strike.
  List<String> moments() {
    return switch (this) {
      case Alone -> List.of();
      case ApprovedByOne -> List.of("RequestApproval", "Approve");
      case ApprovedByTwo -> List.of("RequestApproval", "Approve", "ApproveToo");
      case Unanswered -> List.of("ExpireApproval");
      case TakenBack -> List.of("AbortWaiting");
      case Unheard -> List.of("CloseApproval", "BeginDeployment");
      case Resumed -> List.of("Pause", "Stand", "Resume");
      case Aborted -> List.of("Abort");
    };
  }

  List<Act> acts(Rehearsal rehearsal, DeploymentId id) {
    return switch (this) {
      case Alone, Unheard -> List.of();
      case ApprovedByOne -> List.of(approve(rehearsal, id));
      case ApprovedByTwo ->
          List.of(
              approve(rehearsal, id),
              asked(
                  rehearsal,
                  id,
                  "ApproveToo",
                  () -> rehearsal.approvals.approves(Asked.PLATFORM, id)));
      case Unanswered -> List.of(expire(rehearsal, id));
      case TakenBack ->
          List.of(asked(rehearsal, id, "AbortWaiting", () -> rehearsal.steers(Command.Abort, id)));
      case Resumed -> standing(rehearsal, id, "Resume", Command.Resume);
      case Aborted -> standing(rehearsal, id, "Abort", Command.Abort);
    };
  }

  private static Act approve(Rehearsal rehearsal, DeploymentId id) {
    return asked(rehearsal, id, "Approve", () -> rehearsal.approvals.approves(Asked.LEAD, id));
  }

  private static Act asked(Rehearsal rehearsal, DeploymentId id, String name, Runnable does) {
    return new Act(
        name, PAUSE, () -> rehearsal.phase(id) == DeploymentPhase.AwaitingApproval, does);
  }

  private static Act expire(Rehearsal rehearsal, DeploymentId id) {
    return new Act(
        "ExpireApproval",
        Duration.ZERO,
        () -> rehearsal.approvals.hasExpired(id),
        () -> rehearsal.approvals.expires(id));
  }

  private static List<Act> standing(
      Rehearsal rehearsal, DeploymentId id, String name, Command command) {
    return List.of(
        new Act(
            "Pause",
            Duration.ZERO,
            () -> rehearsal.phase(id) == DeploymentPhase.Observing,
            () -> rehearsal.steers(Command.Pause, id)),
        new Act("Stand", PAUSE, () -> rehearsal.paused(id), () -> {}),
        new Act(name, PAUSE, () -> rehearsal.paused(id), () -> rehearsal.steers(command, id)));
  }
}
