package io.hotswap.approvals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzTest {
  @Test
  void every_mistake_is_told_and_nothing_is_left_behind() {
    try (var office = new Office()) {
      var waiting = office.waiting("dora", "Production");
      var id = waiting.rolloutState().approval().orElseThrow().toString();
      office.fuzz().all("ApprovalsFunction", Map.of("id", id));
    }
  }
}
