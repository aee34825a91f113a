package io.hotswap.statemachines;

import java.util.stream.Stream;

final class RollBackScenarios {
  private static final String ASKED = "RevertRouting WaitForNodes CheckReverted ";
  private static final String JUDGED = ASKED + "JudgeReverted ";
  private static final String REVERTED = JUDGED + "WaitForNodes CheckReverted JudgeReverted ";
  private static final String DIRTY = "FailRollback JudgeFailure FailedDirty";

  private RollBackScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        scenario("waits and completes", "", REVERTED + "CompleteRollback JudgeRollback Succeeded"),
        scenario("is dirty when nodes do not go back", "CheckReverted: Broken", JUDGED + DIRTY),
        scenario("is superseded", "CheckReverted: Superseded", JUDGED + "Superseded"),
        scenario("is closed already", "CheckReverted: Succeeded", JUDGED + "Succeeded"),
        scenario(
            "is superseded at last",
            "CompleteRollback: Superseded",
            REVERTED + "CompleteRollback JudgeRollback Superseded"),
        scenario(
            "is superseded while it fails",
            "CompleteRollback: Broken; FailRollback: Superseded",
            REVERTED + "CompleteRollback JudgeRollback FailRollback JudgeFailure Superseded"),
        scenario(
            "completed all the same",
            "CompleteRollback: Fault; FailRollback: Succeeded",
            REVERTED + "CompleteRollback FailRollback JudgeFailure Succeeded"),
        scenario("cannot revert", "RevertRouting: Fault", "RevertRouting " + DIRTY),
        scenario(
            "reverts at the last moment",
            "RevertRouting: Fault; FailRollback: Waiting; CheckReverted: Ready",
            "RevertRouting FailRollback JudgeFailure WaitForNodes CheckReverted JudgeReverted "
                + "CompleteRollback JudgeRollback Succeeded"),
        scenario("cannot ask", "CheckReverted: Fault", ASKED + DIRTY),
        scenario(
            "is dirty when that cannot be written down",
            "CheckReverted: Fault; FailRollback: Fault",
            ASKED + "FailRollback FailedDirty"));
  }

  private static Scenario scenario(String name, String answers, String path) {
    return new Scenario("roll-back", name, answers, path);
  }
}
