package io.hotswap.persistence.workflow;

import java.util.Map;

/// @param machine ARN of the check machine
public record CheckMachineConfig(String machine) {
  private static final String NAME = "HOTSWAP_CHECK_MACHINE";

  public CheckMachineConfig {
    if (!machine.startsWith("arn:")) {
      throw new IllegalArgumentException(
          NAME + " must be the ARN of a state machine, not: '" + machine + "'");
    }
  }

  public static CheckMachineConfig from(Map<String, String> environment) {
    return new CheckMachineConfig(environment.getOrDefault(NAME, ""));
  }
}
