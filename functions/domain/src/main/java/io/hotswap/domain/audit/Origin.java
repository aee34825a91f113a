package io.hotswap.domain.audit;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.text.BoundedText;
import java.util.Set;

/// The actor and the request behind a change; passed from the edge to the audit record.
///
/// @param actor the caller's subject, or `system:<what>` for an automatic change
/// @param name the actor's display name, for messages; audit records do not keep it
/// @param requestId the request's id at the gateway, or the step's
/// @param traceparent W3C trace context of the span the change is made in
public record Origin(
    String actor, String name, Set<Role> roles, String requestId, String traceparent) {
  public Origin {
    name = BoundedText.name(name);
    roles = Set.copyOf(roles);
  }

  public static Origin of(Caller caller, String requestId, String traceparent) {
    return new Origin(caller.subject(), caller.name(), caller.roles(), requestId, traceparent);
  }

  public static Origin system(String what, String requestId, String traceparent) {
    return new Origin("system:" + what, "HotSwap " + what, Set.of(), requestId, traceparent);
  }
}
