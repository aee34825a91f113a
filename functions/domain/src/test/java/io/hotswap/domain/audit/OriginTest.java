package io.hotswap.domain.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void a_caller_acts_as_its_subject_and_a_machine_as_the_system() {
    var caller =
        new Caller("s", "ada", Set.of(Role.Admin), Set.of(), Optional.empty(), Optional.empty());
    var origin = Origin.of(caller, "r", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertEquals("s", origin.actor());
    assertEquals("system:rollout", Origin.system("rollout", "r", "").actor());
  }
}
