package io.hotswap.statemachines;

import java.util.stream.Stream;

final class CheckScenarios {
  private CheckScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        scenario("passes", "", "ScanBinary JudgeScan VerifyVersion CompleteChecks Ended:Completed"),
        scenario(
            "waits for the scanner",
            "ScanBinary: Waiting Waiting Done",
            "ScanBinary JudgeScan WaitForScan ScanBinary JudgeScan WaitForScan ScanBinary JudgeScan"
                + " VerifyVersion CompleteChecks Ended:Completed"),
        scenario(
            "stops what serves of an infected version",
            "ScanBinary: Infected",
            "ScanBinary JudgeScan StopInfected VerifyVersion CompleteChecks Ended:Completed"),
        scenario(
            "leaves it to the schedule when that fails",
            "ScanBinary: Infected; StopInfected: PermanentFault",
            "ScanBinary JudgeScan StopInfected VerifyVersion CompleteChecks Ended:Completed"),
        scenario(
            "runs the other checks when the scan fails",
            "ScanBinary: Fault; CompleteChecks: Postponed",
            "ScanBinary VerifyVersion CompleteChecks Ended:Postponed"),
        scenario(
            "says so when another check fails",
            "VerifyVersion: PermanentFault; CompleteChecks: Postponed",
            "ScanBinary JudgeScan VerifyVersion CompleteChecks Ended:Postponed"),
        scenario(
            "is superseded",
            "ScanBinary: Superseded; VerifyVersion: Superseded; CompleteChecks: Superseded",
            "ScanBinary JudgeScan VerifyVersion CompleteChecks Ended:Superseded"),
        scenario(
            "is dirty when it cannot say why",
            "CompleteChecks: Fault",
            "ScanBinary JudgeScan VerifyVersion CompleteChecks FailedDirty"));
  }

  private static Scenario scenario(String name, String answers, String path) {
    return new Scenario("check", name, answers, path);
  }
}
