package io.hotswap.approvals;

import io.hotswap.api.Disclosed;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DisclosureTest {
  @Test
  void who_asked_and_who_decided_is_for_the_platforms_own_people() {
    try (var office = new Office()) {
      var id = office.waiting("dora@rival", "Production").rolloutState().approval().orElseThrow();
      office
          .as("tom@rival", "POST", "/approvals/" + id + "/approve", Role.Approver, "TeamLead")
          .json("{\"reason\":\"as rival wishes\"}")
          .send();
      var people = List.of("dora@rival", "tom@rival", "as rival wishes");
      Function<String, Function<Role, Reply>> get =
          path -> role -> office.as("reader", "GET", path, role).send();
      new Disclosed(people, List.of(), List.of())
          .check(Action.VIEW_APPROVAL, get.apply("/approvals/" + id));
      new Disclosed(people, List.of(), List.of())
          .check(Action.LIST_APPROVALS, get.apply("/approvals"));
    }
  }
}
