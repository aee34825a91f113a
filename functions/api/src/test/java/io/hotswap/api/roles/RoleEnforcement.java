package io.hotswap.api.roles;

import io.hotswap.api.ApiFunction;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Refuses what a function calls without its role allowing it. The SDK finds it on the class path
/// of every function's tests; which function calls is what the stack says.
public final class RoleEnforcement implements ExecutionInterceptor {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final Map<String, Role> ROLES = roles();
  private static final Optional<Role> OF_API = ofApi();
  private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

  /// What functions of this JVM were seen to do: `ReconcileRole dynamodb:PutItem`.
  public static Set<String> asked() {
    return Set.copyOf(ASKED);
  }

  /// By the class that handles its invocations.
  static Map<String, Role> roles() {
    var template = new Template();
    Map<String, Role> roles = new HashMap<>();
    for (var resource : template.resources().keySet()) {
      var properties = template.resources().get(resource) instanceof Map<?, ?> it ? it : Map.of();
      if ("AWS::Serverless::Function".equals(properties.get("Type"))) {
        var function = template.properties(resource.toString());
        var role =
            template.text(Template.object(function.get("Role"))).replaceAll("[<>]|\\.Arn", "");
        roles.put(Template.object(function.get("Handler")).toString(), Role.of(template, role));
      }
    }
    return Map.copyOf(roles);
  }

  // All API functions handle by the same inherited method; each has its module, and its tests,
  // alone.
  private static Optional<Role> ofApi() {
    return ROLES.entrySet().stream()
        .filter(it -> it.getKey().endsWith("ApiHandler") && isHere(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isHere(String handler) {
    var file = handler.replace('.', '/') + ".class";
    return RoleEnforcement.class.getClassLoader().getResource(file) != null;
  }

  @Override
  public void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes executionAttributes) {
    STACK
        .walk(frames -> frames.flatMap(it -> role(it).stream()).findFirst())
        .ifPresent(role -> enforce(role, context, executionAttributes));
  }

  private static Optional<Role> role(StackFrame frame) {
    return frame.getDeclaringClass() == ApiFunction.class
        ? OF_API
        : Optional.ofNullable(ROLES.get(frame.getClassName()));
  }

  private static void enforce(
      Role role, Context.BeforeExecution context, ExecutionAttributes attributes) {
    var service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    for (var access : RequiredAccess.of(service, operation, context.request())) {
      ASKED.add(role.name() + " " + access.action());
      if (!role.allows(access)) {
        // Not what the SDK throws for a 403: what is expected to fail now and then must not hide
        // it.
        throw new AssertionError(role.name() + " in template.yaml lacks " + access);
      }
    }
  }
}
