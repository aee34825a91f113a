package io.hotswap.persistence.workflow;

import java.util.Map;

/// ARNs of the state machines.
public record MachinesConfig(String deploy, String rollBack) {
  public static MachinesConfig from(Map<String, String> environment) {
    return new MachinesConfig(
        arn(environment, "HOTSWAP_DEPLOY_MACHINE"), arn(environment, "HOTSWAP_ROLL_BACK_MACHINE"));
  }

  private static String arn(Map<String, String> environment, String name) {
    var value = environment.getOrDefault(name, "");
    if (!value.startsWith("arn:")) {
      throw new IllegalArgumentException(
          name + " must be the ARN of a state machine, not: '" + value + "'");
    }
    return value;
  }
}
