package io.hotswap.api;

import io.micronaut.context.ApplicationContext;
import java.util.Map;

/// The parts of a function that no gateway calls: a state machine, a queue or a schedule does.
public final class TaskContext {
  private TaskContext() {}

  /// Not Lambda's own context, which makes every singleton at once: such a function has no tokens
  /// to verify and often no machines to start. Its handler takes what it needs, right away.
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
