package io.hotswap.statemachines;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One way through a machine.
///
/// @param answers of the steps, in order, where they are not the usual ones
/// @param path the states it goes through; a child's end with the outcome that it answers
record Scenario(String machine, String name, String answers, String path) {
  private static final String USUALLY =
      """
      BeginDeployment: Done; FailDeployment: Waiting FailedClean;
      RequestApproval: Approved; CloseApproval: Expired;
      StageVersion: Done; CheckStaged: Waiting Ready;
      CompleteDeployment: Succeeded; WithdrawVersion: Withdrawn;
      RevertRouting: Done; CheckReverted: Waiting Ready;
      CompleteRollback: Succeeded; FailRollback: FailedDirty;
      ScanBinary: Done; VerifyVersion: Done; CompleteChecks: Completed\
      """;

  static Stream<Scenario> all() {
    return Stream.of(
            StrategyScenarios.all(),
            DeployScenarios.all(),
            ApproveScenarios.all(),
            RollBackScenarios.all(),
            CheckScenarios.all())
        .flatMap(it -> it);
  }

  Script script() {
    Map<String, List<String>> outcomes = new HashMap<>();
    for (var line : (USUALLY + ";" + answers).split(";")) {
      var parts = line.strip().split(": ");
      if (parts.length == 2) {
        outcomes.put(parts[0], List.of(parts[1].split(" ")));
      }
    }
    var script = new Script(outcomes.getOrDefault("strategy", List.of("Direct")).getFirst());
    outcomes.forEach((step, all) -> all.forEach(it -> script.then(step, it, 1)));
    return script;
  }

  @Override
  public String toString() {
    return machine + ": " + name;
  }
}
