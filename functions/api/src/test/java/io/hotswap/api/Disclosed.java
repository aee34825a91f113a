package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Holds a route to what functions/README.md says that each role is shown.
///
/// @param staff texts in the answer that are for the platform's own people
/// @param others texts about tenants that are not the reader's
/// @param own texts about the reader's tenant
public record Disclosed(List<String> staff, List<String> others, List<String> own) {
  /// @param asked the operation's answer to a caller of that role
  public void check(Action action, Function<Role, Gateway.Reply> asked) {
    Arrays.stream(Role.values()).forEach(it -> check(action, it, asked.apply(it)));
  }

  private void check(Action action, Role role, Gateway.Reply reply) {
    var cell = RoleTable.cell(action, role);
    boolean refused = cell.equals(RoleTable.NOTHING);
    var what = action.operationId() + " to " + role + ", " + cell + ": " + reply;
    assertEquals(refused ? 403 : 200, reply.status(), what);
    Documented.conforms(action, reply);
    shows(!refused && !cell.equals(RoleTable.OWN), staff, reply, what);
    shows(cell.equals(RoleTable.EVERYTHING), others, reply, what);
    shows(!refused, own, reply, what);
  }

  private static void shows(boolean wanted, List<String> texts, Gateway.Reply reply, String what) {
    for (var text : texts) {
      assertEquals(wanted, reply.body().toString().contains(text), () -> text + " in " + what);
    }
  }
}
