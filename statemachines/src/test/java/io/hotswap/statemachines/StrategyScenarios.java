package io.hotswap.statemachines;

import java.util.List;
import java.util.stream.Stream;

/// The strategies differ in what they move and whom they ask; where an answer leads is the same.
record StrategyScenarios(String machine, String move, String pause, String check, String choose) {
  private static final String ASKED = "StageVersion WaitForNodes CheckStaged ChooseStaged ";
  private static final String STAGED = ASKED + "WaitForNodes CheckStaged ChooseStaged ";
  private static final String MOVED = STAGED + "{move} {wait} {check} {choose} ";
  private static final String SERVED = MOVED + "{wait} {check} {choose} CompleteDeployment ";
  private static final String BACK = "WithdrawVersion Ended:Withdrawn";

  private static final List<StrategyScenarios> STRATEGIES =
      List.of(
          new StrategyScenarios(
              "direct", "SwitchTraffic", "WaitForSwitch", "CheckSwitched", "ChooseSwitched"),
          new StrategyScenarios(
              "canary", "AdvanceCohort", "WaitForEvidence", "JudgeCohort", "ChooseNext"),
          new StrategyScenarios(
              "blue-green", "SwitchTraffic", "WaitForSwitch", "CheckSwitched", "ChooseSwitched"),
          new StrategyScenarios("rolling", "MoveBatch", "WaitForBatch", "CheckBatch", "ChooseNext"),
          new StrategyScenarios(
              "ab-testing", "SplitTraffic", "WaitForEvidence", "JudgeVariants", "ChooseNext"));

  static Stream<Scenario> all() {
    return STRATEGIES.stream().flatMap(StrategyScenarios::scenarios);
  }

  private Stream<Scenario> scenarios() {
    return Stream.of(goingWell(), judged(), asked(), failing(), ready()).flatMap(it -> it);
  }

  private Stream<Scenario> goingWell() {
    return Stream.of(
        scenario("waits twice and completes", "", SERVED + "Ended:Succeeded"),
        scenario("retries a fault", "{move}: Fault Fault Done", SERVED + "Ended:Succeeded"));
  }

  private Stream<Scenario> asked() {
    return Stream.concat(
        Stream.of("Broken", "FailedClean", "Served")
            .map(
                it ->
                    scenario(
                        "withdraws when staging is " + it, "CheckStaged: " + it, ASKED + BACK)),
        Stream.of("Paused", "Superseded")
            .map(
                it ->
                    scenario(
                        "ends when staging is " + it,
                        "CheckStaged: " + it,
                        ASKED + "Ended:" + it)));
  }

  private Stream<Scenario> judged() {
    return Stream.concat(
        Stream.of("Broken", "FailedClean", "Done")
            .map(it -> scenario("withdraws when it is " + it, "{check}: " + it, MOVED + BACK)),
        Stream.of("Paused", "Superseded")
            .map(it -> scenario("ends when it is " + it, "{check}: " + it, MOVED + "Ended:" + it)));
  }

  private Stream<Scenario> failing() {
    return Stream.of(
        scenario("cannot stage", "StageVersion: Fault", "StageVersion " + BACK),
        scenario(
            "cannot ask", "CheckStaged: Fault", "StageVersion WaitForNodes CheckStaged " + BACK),
        scenario("cannot move", "{move}: Fault", STAGED + "{move} " + BACK),
        scenario("cannot ever stage", "StageVersion: PermanentFault", "StageVersion " + BACK),
        scenario("cannot ever move", "{move}: PermanentFault", STAGED + "{move} " + BACK),
        scenario(
            "cannot ever check",
            "{check}: PermanentFault",
            STAGED + "{move} {wait} {check} " + BACK),
        scenario(
            "cannot ever withdraw",
            "StageVersion: PermanentFault; WithdrawVersion: PermanentFault",
            "StageVersion WithdrawVersion FailedDirty"),
        scenario("cannot check", "{check}: Fault", STAGED + "{move} {wait} {check} " + BACK),
        scenario("cannot complete", "CompleteDeployment: Fault", SERVED + BACK),
        scenario(
            "is superseded at last", "CompleteDeployment: Superseded", SERVED + "Ended:Superseded"),
        scenario(
            "is superseded while it withdraws",
            "{check}: Broken; WithdrawVersion: Superseded",
            MOVED + "WithdrawVersion Ended:Superseded"),
        scenario(
            "cannot even withdraw",
            "StageVersion: Fault; WithdrawVersion: Fault",
            "StageVersion WithdrawVersion FailedDirty"));
  }

  private Stream<Scenario> ready() {
    var again = MOVED + "{move} {wait} {check} {choose} CompleteDeployment Ended:Succeeded";
    return switch (machine) {
      case "direct" -> Stream.of(scenario("has no next share", "{check}: Ready", MOVED + BACK));
      case "ab-testing" ->
          Stream.of(
              scenario(
                  "promotes the winner",
                  "{check}: Ready Served; PromoteWinner: Done",
                  again.replaceFirst("(?<=\\{choose} )\\{move}", "PromoteWinner")),
              scenario(
                  "cannot promote the winner",
                  "{check}: Ready; PromoteWinner: Fault",
                  MOVED + "PromoteWinner " + BACK));
      default -> Stream.of(scenario("moves the next share", "{check}: Ready Served", again));
    };
  }

  private Scenario scenario(String name, String answers, String path) {
    var usually = "{move}: Done; {check}: Waiting Served; ";
    return new Scenario(machine, name, filled(usually + answers), filled(path));
  }

  private String filled(String text) {
    return text.replace("{move}", move)
        .replace("{wait}", pause)
        .replace("{check}", check)
        .replace("{choose}", choose);
  }
}
