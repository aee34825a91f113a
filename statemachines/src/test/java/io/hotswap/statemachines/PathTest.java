package io.hotswap.statemachines;

import static io.hotswap.statemachines.RolloutStub.FAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.statemachines.Machines.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every branch of every machine, by the states it goes through.
class PathTest {
  private static Machines machines;

  @BeforeAll
  static void start() {
    machines = new Machines();
  }

  @AfterAll
  static void stop() {
    machines.close();
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> usual, Map<String, List<String>> otherwise) {
    var script = new HashMap<>(usual);
    script.putAll(otherwise);
    return script;
  }

  private static void assertEnded(Run run, String end, String path) {
    assertEquals(path, run.path());
    assertEquals(end, run.end());
  }

  @Nested
  class Direct {
    private static final Map<String, List<String>> USUAL =
        Map.of(
            "StageVersion", List.of("Done"),
            "CheckStaged", List.of("Waiting", "Ready"),
            "SwitchTraffic", List.of("Done"),
            "CheckSwitched", List.of("Waiting", "Ready"),
            "CompleteDeployment", List.of("Succeeded"),
            "WithdrawVersion", List.of("Withdrawn"));
    private static final String STAGED =
        "StageVersion WaitForNodes CheckStaged JudgeStaged WaitForNodes CheckStaged JudgeStaged ";
    private static final String SWITCHED =
        STAGED
            + "SwitchTraffic WaitForSwitch CheckSwitched JudgeSwitched WaitForSwitch CheckSwitched"
            + " JudgeSwitched ";

    private void assertAnswers(String outcome, Map<String, List<String>> otherwise, String path) {
      var run = machines.direct(with(USUAL, otherwise));
      assertEnded(run, "Succeeded", path);
      assertEquals(outcome, run.output().path("outcome").asText());
    }

    @Test
    void waitsForTheNodesTwiceAndCompletes() {
      assertAnswers("Succeeded", Map.of(), SWITCHED + "CompleteDeployment Ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Broken", "Overtaken", "FailedClean"})
    void anythingElseBeforeTheSwitchWithdraws(String outcome) {
      assertAnswers(
          "Withdrawn",
          Map.of("CheckStaged", List.of(outcome)),
          "StageVersion WaitForNodes CheckStaged JudgeStaged WithdrawVersion Ended");
    }

    @Test
    void anythingElseAfterTheSwitchWithdraws() {
      assertAnswers(
          "Overtaken",
          Map.of("CheckSwitched", List.of("Overtaken"), "WithdrawVersion", List.of("Overtaken")),
          STAGED + "SwitchTraffic WaitForSwitch CheckSwitched JudgeSwitched WithdrawVersion Ended");
    }

    @Test
    void aFaultIsRetried() {
      var run =
          machines.direct(with(USUAL, Map.of("SwitchTraffic", List.of(FAULT, FAULT, "Done"))));
      assertEnded(run, "Succeeded", SWITCHED + "CompleteDeployment Ended");
      assertEquals(2, run.faults());
    }

    @Test
    void aStepThatKeepsFailingWithdraws() {
      var paths =
          Map.of(
              "StageVersion", "StageVersion",
              "CheckStaged", "StageVersion WaitForNodes CheckStaged",
              "SwitchTraffic", STAGED + "SwitchTraffic",
              "CheckSwitched", STAGED + "SwitchTraffic WaitForSwitch CheckSwitched",
              "CompleteDeployment", SWITCHED + "CompleteDeployment");
      paths.forEach(
          (step, path) ->
              assertAnswers(
                  "Withdrawn", Map.of(step, List.of(FAULT)), path + " WithdrawVersion Ended"));
    }

    @Test
    void aVersionThatCannotBeWithdrawnIsDirty() {
      var run =
          machines.direct(
              with(
                  USUAL,
                  Map.of("StageVersion", List.of(FAULT), "WithdrawVersion", List.of(FAULT))));
      assertEnded(run, "FailedDirty", "StageVersion WithdrawVersion FailedDirty");
      assertEquals(12, run.faults());
    }
  }

  @Nested
  class Deploy {
    private static final Map<String, List<String>> USUAL =
        with(
            Direct.USUAL,
            Map.of(
                "BeginDeployment", List.of("Done"),
                "FailDeployment", List.of("Waiting", "FailedClean")));
    private static final String RAN = "BeginDeployment ChooseStrategy RunDirect ";

    @Test
    void succeedsWithItsStrategy() {
      assertEnded(machines.deploy(USUAL), "Succeeded", RAN + "JudgeOutcome Succeeded");
    }

    @Test
    void aWithdrawnVersionEndsCleanOnceTheNodesWentBack() {
      assertEnded(
          machines.deploy(with(USUAL, Map.of("CheckStaged", List.of("Broken")))),
          "FailedClean",
          RAN
              + "JudgeOutcome FailDeployment JudgeFailure WaitForNodes FailDeployment JudgeFailure"
              + " FailedClean");
    }

    @Test
    void aWithdrawalThatNobodyConfirmsIsDirty() {
      assertEnded(
          machines.deploy(
              with(
                  USUAL,
                  Map.of(
                      "CheckStaged", List.of("Broken"), "FailDeployment", List.of("FailedDirty")))),
          "FailedDirty",
          RAN + "JudgeOutcome FailDeployment JudgeFailure FailedDirty");
    }

    @Test
    void anOvertakenDeploymentIsTheRollbacksToAnswerFor() {
      assertEnded(
          machines.deploy(
              with(
                  USUAL,
                  Map.of(
                      "CheckStaged", List.of("Overtaken"),
                      "WithdrawVersion", List.of("Overtaken")))),
          "FailedClean",
          RAN + "JudgeOutcome FailedClean");
      assertEnded(
          machines.deploy(with(USUAL, Map.of("BeginDeployment", List.of("Overtaken")))),
          "FailedClean",
          "BeginDeployment ChooseStrategy JudgeOutcome FailedClean");
    }

    @Test
    void aStrategyWithoutAMachineFails() {
      assertEnded(
          machines.deploy(with(USUAL, Map.of("BeginDeployment", List.of("Unknown")))),
          "FailedClean",
          "BeginDeployment ChooseStrategy JudgeOutcome FailDeployment JudgeFailure WaitForNodes"
              + " FailDeployment JudgeFailure FailedClean");
    }

    @Test
    void aStrategyThatEndsDirtyIsTriedOnceMoreAndThenFailed() {
      var run =
          machines.deploy(
              with(
                  USUAL,
                  Map.of(
                      "StageVersion", List.of(FAULT),
                      "WithdrawVersion", List.of(FAULT),
                      "FailDeployment", List.of("FailedClean"))));
      assertEnded(run, "FailedClean", RAN + "FailDeployment JudgeFailure FailedClean");
      assertEquals(2, run.faults());
    }

    @Test
    void whatNeverBeganIsFailed() {
      assertEnded(
          machines.deploy(
              with(
                  USUAL,
                  Map.of(
                      "BeginDeployment", List.of(FAULT),
                      "FailDeployment", List.of("Overtaken")))),
          "FailedClean",
          "BeginDeployment FailDeployment JudgeFailure FailedClean");
    }

    @Test
    void aFailureThatCompletedAllTheSameSucceeds() {
      assertEnded(
          machines.deploy(
              with(
                  USUAL,
                  Map.of(
                      "BeginDeployment", List.of(FAULT),
                      "FailDeployment", List.of("Succeeded")))),
          "Succeeded",
          "BeginDeployment FailDeployment JudgeFailure Succeeded");
    }

    @Test
    void aFailureThatCannotBeWrittenIsDirty() {
      assertEnded(
          machines.deploy(
              with(
                  USUAL,
                  Map.of("BeginDeployment", List.of(FAULT), "FailDeployment", List.of(FAULT)))),
          "FailedDirty",
          "BeginDeployment FailDeployment FailedDirty");
    }
  }

  @Nested
  class RollBack {
    private static final Map<String, List<String>> USUAL =
        Map.of(
            "RevertRouting", List.of("Done"),
            "CheckReverted", List.of("Waiting", "Ready"),
            "CompleteRollback", List.of("Succeeded"),
            "FailRollback", List.of("FailedDirty"));
    private static final String CHECKED = "RevertRouting WaitForNodes CheckReverted JudgeReverted ";
    private static final String REVERTED = CHECKED + "WaitForNodes CheckReverted JudgeReverted ";

    private void assertPath(Map<String, List<String>> otherwise, String end, String path) {
      assertEnded(machines.rollBack(with(USUAL, otherwise)), end, path);
    }

    @Test
    void waitsForTheNodesAndCompletes() {
      assertPath(Map.of(), "Succeeded", REVERTED + "CompleteRollback JudgeRollback Succeeded");
    }

    @Test
    void nodesThatDoNotGoBackAreDirty() {
      assertPath(
          Map.of("CheckReverted", List.of("Broken")),
          "FailedDirty",
          CHECKED + "FailRollback JudgeFailure FailedDirty");
    }

    @Test
    void anOvertakenRollbackChangesNothingMore() {
      assertPath(
          Map.of("CheckReverted", List.of("Overtaken")), "FailedClean", CHECKED + "FailedClean");
      assertPath(
          Map.of("CompleteRollback", List.of("Overtaken")),
          "FailedClean",
          REVERTED + "CompleteRollback JudgeRollback FailedClean");
      assertPath(
          Map.of("CompleteRollback", List.of("Broken"), "FailRollback", List.of("Overtaken")),
          "FailedClean",
          REVERTED + "CompleteRollback JudgeRollback FailRollback JudgeFailure FailedClean");
    }

    @Test
    void aRollbackThatIsClosedAlreadySucceeds() {
      assertPath(Map.of("CheckReverted", List.of("Succeeded")), "Succeeded", CHECKED + "Succeeded");
      assertPath(
          Map.of("CompleteRollback", List.of(FAULT), "FailRollback", List.of("Succeeded")),
          "Succeeded",
          REVERTED + "CompleteRollback FailRollback JudgeFailure Succeeded");
    }

    @Test
    void aStepThatKeepsFailingIsDirty() {
      assertPath(
          Map.of("RevertRouting", List.of(FAULT)),
          "FailedDirty",
          "RevertRouting FailRollback JudgeFailure FailedDirty");
      assertPath(
          Map.of("CheckReverted", List.of(FAULT), "FailRollback", List.of(FAULT)),
          "FailedDirty",
          "RevertRouting WaitForNodes CheckReverted FailRollback FailedDirty");
    }
  }
}
