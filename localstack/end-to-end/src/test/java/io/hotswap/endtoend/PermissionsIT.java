package io.hotswap.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Every process runs with its own role's credentials, so what the template forgets fails here.
class PermissionsIT {
  @Test
  void nothing_of_the_story_was_denied() throws Exception {
    assertTrue(
        RunningStack.get().deniedPermissions().isEmpty(), RunningStack.get().deniedPermissions());
  }
}
