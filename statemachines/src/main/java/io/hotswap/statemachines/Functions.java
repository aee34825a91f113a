package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;

/// The Lambda functions that the machines call.
public interface Functions {
  /// @param function the template substitution of its ARN
  /// @param payload includes the name of the step
  /// @return its answer; for a step with a task token, the output that the token is completed with
  JsonNode call(String function, JsonNode payload) throws Fault;
}
