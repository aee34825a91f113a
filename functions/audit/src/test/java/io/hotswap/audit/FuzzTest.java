package io.hotswap.audit;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzTest {
  @Test
  void every_mistake_is_told_and_nothing_is_left_behind() {
    try (var fixture = new AuditFixture()) {
      fixture.append(AuditFixture.ACME, "ada", "pinTenant");
      fixture.fuzz().all("AuditFunction", Map.of());
    }
  }
}
