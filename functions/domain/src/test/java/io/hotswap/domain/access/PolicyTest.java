package io.hotswap.domain.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
  @Test
  void the_table_is_the_specifications() {
    assertEquals(Set.of(Role.Admin), Policy.rolesFor(Action.DELETE_PLUGIN));
    assertEquals(Set.of(Role.Admin, Role.Developer), Policy.rolesFor(Action.REGISTER_PLUGIN));
    assertEquals(Set.of(Role.Admin, Role.Developer), Policy.rolesFor(Action.CREATE_DEPLOYMENT));
    assertEquals(EnumSet.allOf(Role.class), Policy.rolesFor(Action.VIEW_DEPLOYMENT));
  }

  @Test
  void an_admin_may_do_everything_and_a_caller_without_roles_nothing() {
    for (var action : Action.values()) {
      assertTrue(Policy.allows(caller(Role.Admin), action));
      assertFalse(Policy.allows(caller(), action));
    }
  }

  /// Who did what, whom to write to, and a tenant's numbers.
  private static final Set<Action> CONFIDENTIAL =
      EnumSet.of(
          Action.LIST_AUDIT,
          Action.LIST_TENANT_HISTORY,
          Action.LIST_TENANTS,
          Action.VIEW_ERASURE,
          Action.VIEW_TENANT,
          Action.VIEW_TENANT_USAGE);

  @Test
  void a_viewer_views_what_is_not_confidential_and_changes_nothing() {
    for (var action : Action.values()) {
      boolean reads = action.name().startsWith("VIEW") || action.name().startsWith("LIST");
      assertEquals(
          reads && !CONFIDENTIAL.contains(action),
          Policy.allows(caller(Role.Viewer), action),
          action.name());
    }
  }

  @Test
  void developers_change_development_and_qa_only() {
    assertTrue(Policy.mayChange(caller(Role.Developer), Environment.Development));
    assertTrue(Policy.mayChange(caller(Role.Developer), Environment.QA));
    assertFalse(Policy.mayChange(caller(Role.Developer), Environment.Staging));
    assertFalse(Policy.mayChange(caller(Role.Developer), Environment.Production));
    assertFalse(Policy.mayChange(caller(Role.Viewer), Environment.Development));
    assertTrue(Policy.mayChange(caller(Role.Admin), Environment.Production));
  }

  @Test
  void operation_ids_are_the_actions_names() {
    assertEquals("rollBackDeployment", Action.ROLL_BACK_DEPLOYMENT.operationId());
    assertEquals("listPlugins", Action.LIST_PLUGINS.operationId());
  }

  private static Caller caller(Role... roles) {
    return new Caller("s", "n", Set.of(roles), Set.of(), Optional.empty(), Optional.empty());
  }
}
