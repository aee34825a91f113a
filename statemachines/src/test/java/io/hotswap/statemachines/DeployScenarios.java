package io.hotswap.statemachines;

import java.util.Map;
import java.util.stream.Stream;

final class DeployScenarios {
  private static final String BEGUN = "BeginDeployment ChooseNext ";
  private static final String RAN = BEGUN + "RunStrategy JudgeOutcome ";
  private static final String FAILED = "FailDeployment JudgeFailure ";
  private static final String BACK = FAILED + "WaitForNodes " + FAILED + "FailedClean";

  // Only the steps of that very strategy are in the script.
  private static final Map<String, String> MOVES =
      Map.of(
          "Direct", "SwitchTraffic: Done; CheckSwitched: Served",
          "Canary", "AdvanceCohort: Done; JudgeCohort: Served",
          "BlueGreen", "SwitchTraffic: Done; CheckSwitched: Ready Served",
          "Rolling", "MoveBatch: Done; CheckBatch: Served",
          "ABTesting", "SplitTraffic: Done; JudgeVariants: Ready Served; PromoteWinner: Done");

  private DeployScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(strategies(), beginning(), outcomes(), failures()).flatMap(it -> it);
  }

  private static Stream<Scenario> strategies() {
    return MOVES.entrySet().stream()
        .map(
            it ->
                scenario(
                    "succeeds with " + it.getKey(),
                    "strategy: " + it.getKey() + "; " + it.getValue(),
                    RAN + "Succeeded"));
  }

  private static Stream<Scenario> beginning() {
    return Stream.of(
        scenario(
            "waits for approval, then for its place",
            MOVES.get("Direct") + "; BeginDeployment: NeedsApproval Waiting Done",
            BEGUN + "AwaitApproval " + BEGUN + "WaitForPlace " + RAN + "Succeeded"),
        scenario(
            "is rejected",
            "BeginDeployment: NeedsApproval Broken; RequestApproval: Rejected; FailDeployment:"
                + " FailedClean",
            BEGUN + "AwaitApproval " + BEGUN + "JudgeOutcome " + FAILED + "FailedClean"),
        scenario(
            "cannot have its approval closed",
            "BeginDeployment: NeedsApproval; RequestApproval: Fault; CloseApproval: Fault;"
                + " FailDeployment: FailedClean",
            BEGUN + "AwaitApproval " + FAILED + "FailedClean"),
        scenario(
            "is superseded before it begins",
            "BeginDeployment: Superseded",
            BEGUN + "JudgeOutcome Superseded"),
        scenario(
            "is paused before it begins", "BeginDeployment: Paused", BEGUN + "JudgeOutcome Paused"),
        scenario("cannot begin", "BeginDeployment: Fault", "BeginDeployment " + BACK),
        scenario("has no such strategy", "strategy: None", BEGUN + "RunStrategy " + BACK));
  }

  private static Stream<Scenario> outcomes() {
    return Stream.of(
        scenario("goes back", "CheckStaged: Broken", RAN + BACK),
        scenario("is paused", "CheckStaged: Paused", RAN + "Paused"),
        scenario("is superseded", "CheckStaged: Superseded", RAN + "Superseded"),
        scenario(
            "is closed already",
            "CheckStaged: Broken; WithdrawVersion: FailedClean",
            RAN + "FailedClean"),
        scenario(
            "goes back after a strategy that ended dirty",
            "StageVersion: Fault; WithdrawVersion: Fault; FailDeployment: FailedClean",
            BEGUN + "RunStrategy " + FAILED + "FailedClean"));
  }

  private static Stream<Scenario> failures() {
    return Stream.of(
        scenario(
            "is dirty when the nodes do not go back",
            "CheckStaged: Broken; FailDeployment: FailedDirty",
            RAN + FAILED + "FailedDirty"),
        scenario(
            "is superseded while it fails",
            "BeginDeployment: Fault; FailDeployment: Superseded",
            "BeginDeployment " + FAILED + "Superseded"),
        scenario(
            "completed all the same",
            "BeginDeployment: Fault; FailDeployment: Succeeded",
            "BeginDeployment " + FAILED + "Succeeded"),
        scenario(
            "is dirty when that cannot be written down",
            "BeginDeployment: Fault; FailDeployment: Fault",
            "BeginDeployment FailDeployment FailedDirty"));
  }

  private static Scenario scenario(String name, String answers, String path) {
    return new Scenario("deploy", name, answers, path);
  }
}
