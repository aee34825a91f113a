package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoleTableTest {
  @Test
  void the_readme_has_every_operation_once() {
    assertEquals(Documented.operationIds(), new TreeSet<>(RoleTable.cells().keySet()));
  }

  @Test
  void the_readme_says_what_the_policy_allows() {
    for (var action : Action.values()) {
      for (var role : Role.values()) {
        var cell = RoleTable.cell(action, role);
        assertEquals(
            !cell.equals(RoleTable.NOTHING),
            Policy.allows(only(role), action),
            () -> action.operationId() + " of " + role + ": " + cell);
      }
    }
  }

  @Test
  void the_readme_names_the_environments_that_developers_change() {
    var theirs =
        Arrays.stream(Environment.values())
            .filter(it -> Policy.mayChange(only(Role.Developer), it))
            .map(Environment::name)
            .collect(Collectors.joining(", "));
    assertEquals(theirs, RoleTable.cell(Action.CREATE_DEPLOYMENT, Role.Developer));
    assertEquals(theirs, RoleTable.cell(Action.REQUEST_APPROVAL, Role.Developer));
  }

  private static Caller only(Role role) {
    return new Caller("s", "n", Set.of(role), Set.of(), Optional.empty(), Optional.empty());
  }
}
