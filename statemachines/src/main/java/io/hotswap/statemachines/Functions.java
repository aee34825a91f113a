package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;

/// What the machines call.
public interface Functions {
  /// @param function the substitution that stands for its ARN
  /// @param payload with the name of the step
  /// @return what it answers; of a step that gets a task token, what the token is answered with
  JsonNode call(String function, JsonNode payload) throws Fault;
}
