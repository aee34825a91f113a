package io.hotswap.statemachines;

import java.util.stream.Stream;

final class ApproveScenarios {
  private ApproveScenarios() {}

  static Stream<Scenario> all() {
    return Stream.concat(
        Stream.of("Approved", "Rejected", "Expired", "Withdrawn")
            .map(
                it ->
                    scenario("is " + it, "RequestApproval: " + it, "RequestApproval Ended:" + it)),
        Stream.of(
            scenario(
                "asks again after a fault",
                "RequestApproval: Fault Fault Approved",
                "RequestApproval Ended:Approved"),
            scenario(
                "closes a request that cannot be made",
                "RequestApproval: Fault",
                "RequestApproval CloseApproval Ended:Expired"),
            scenario(
                "is dirty when it cannot be closed",
                "RequestApproval: Fault; CloseApproval: Fault",
                "RequestApproval CloseApproval FailedDirty")));
  }

  private static Scenario scenario(String name, String answers, String path) {
    return new Scenario("approve", name, answers, path);
  }
}
