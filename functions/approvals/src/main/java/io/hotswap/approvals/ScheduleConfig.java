package io.hotswap.approvals;

import java.util.Map;

/// Group and role of the one-shot schedules.
///
/// @param role ARN of the role that the scheduler invokes the function with
record ScheduleConfig(String group, String role) {
  static ScheduleConfig from(Map<String, String> environment) {
    return new ScheduleConfig(
        required(environment, "HOTSWAP_SCHEDULE_GROUP", "the name of a schedule group"),
        required(environment, "HOTSWAP_SCHEDULE_ROLE", "the ARN of the scheduler's role"));
  }

  private static String required(Map<String, String> environment, String name, String expected) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must be " + expected);
    }
    return value;
  }
}
