package io.hotswap.api;

import io.micronaut.context.ApplicationContext;
import java.util.Map;

/// Context of a function that is invoked by a state machine, queue or schedule instead of the
/// gateway.
public final class TaskContext {
  private TaskContext() {}

  /// Not Lambda's own context, which creates every singleton at once: such a function has no tokens
  /// to verify and often no machines to start. Its handler gets its beans right away.
  ///
  /// @param service the service's name: `hotswap-rollout`
  public static ApplicationContext start(String service, Map<String, String> environment) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .properties(Map.of("micronaut.application.name", service))
        .singletons(new FunctionVariables(environment))
        .start();
  }
}
