package io.hotswap.audit;

import static io.hotswap.audit.AuditFixture.ACME;
import static io.hotswap.audit.AuditFixture.DEPLOYMENT;
import static io.hotswap.audit.AuditFixture.SHOP;
import static io.hotswap.audit.AuditFixture.UMBRELLA;
import static io.hotswap.audit.AuditFixture.actions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Disclosed;
import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.Digest;
import io.hotswap.serialization.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditRoutesTest {
  private final AuditFixture fixture = new AuditFixture();

  @BeforeEach
  void someOfEach() {
    fixture.append(AuditSubject.plugin(SHOP), "ada", "registerPlugin");
    fixture.append(ACME, "ada", "pinTenant");
    fixture.append(UMBRELLA, "bob", "pinTenant");
    fixture.append(AuditSubject.deployment(DEPLOYMENT, SHOP), "ada", "createDeployment");
    fixture.append(ACME, "mia", "unpinTenant", Role.TenantOwner);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> found(String query) {
    var reply = fixture.as(Role.Admin, query).send();
    Documented.conforms(Action.LIST_AUDIT, reply);
    return actions(reply);
  }

  @Test
  void the_function_answers_what_the_document_says() {
    assertEquals(Documented.routes("AuditFunction"), fixture.routes());
  }

  @Test
  void what_happened_is_found_newest_first_by_each_filter_and_by_several() {
    assertEquals(
        List.of("unpinTenant", "createDeployment", "pinTenant", "pinTenant", "registerPlugin"),
        found(""));
    assertEquals(List.of("unpinTenant", "pinTenant"), found("?tenant=acme"));
    assertEquals(List.of("pinTenant"), found("?actor=sub-bob"));
    assertEquals(5, found("?plugin=shop").size());
    assertEquals(5, found("?plugin=" + SHOP).size());
    assertEquals(List.of("createDeployment"), found("?deployment=" + DEPLOYMENT));
    assertEquals(List.of("pinTenant", "pinTenant"), found("?action=pinTenant"));
    assertEquals(List.of("pinTenant"), found("?action=pinTenant&tenant=acme&actor=sub-ada"));
    assertEquals(List.of(), found("?to=2026-01-01T00:00:00Z"));
    assertEquals(5, found("?from=2026-01-01T00:00:00Z").size());
  }

  @Test
  void pages_follow_each_other() {
    List<String> all = new ArrayList<>();
    var reply = fixture.as(Role.Admin, "?limit=2").send();
    all.addAll(actions(reply));
    while (reply.body().has("next")) {
      var next = reply.body().path("next").asText();
      reply = fixture.as(Role.Admin, "?limit=2&next=" + next).send();
      all.addAll(actions(reply));
    }
    assertEquals(found(""), all);
  }

  @Test
  void a_record_shows_its_place_in_the_chain() {
    var items = fixture.as(Role.Admin, "?tenant=acme").send().body().path("items");
    assertEquals(ACME.name(), items.at("/0/subject").asText());
    assertEquals(2, items.at("/0/sequence").asInt());
    assertEquals(items.at("/1/digest").asText(), items.at("/0/previous").asText());
    assertEquals("sub-mia", items.at("/0/actor/sub").asText());
    assertEquals("false", items.at("/0/after/enabled").asText());
  }

  @Test
  void bad_filters_are_told_by_name() {
    for (var bad :
        List.of(
            "from=2026-02-30T00:00:00Z",
            "to=2026-02-30T00:00:00Z",
            "from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z",
            "deployment=7",
            "plugin=-")) {
      var reply = fixture.as(Role.Admin, "?" + bad).send();
      var name = bad.substring(0, bad.indexOf('='));
      assertEquals(400, reply.status(), bad + " " + reply);
      assertEquals("#query/" + name, reply.body().at("/errors/0/pointer").asText(), bad);
    }
  }

  @Test
  void an_owner_sees_what_concerns_the_own_tenant_and_no_more() {
    var own = fixture.as(Role.TenantOwner, "").send();
    assertEquals(List.of("unpinTenant", "pinTenant"), actions(own));
    assertEquals(own.body(), fixture.as(Role.TenantOwner, "?tenant=acme").send().body());
    assertEquals("sub-mia", own.body().at("/items/0/actor/sub").asText());
    assertFalse(own.body().at("/items/1").has("actor"), own.toString());
    for (var tenant : List.of("umbrella", "nobody")) {
      var other = fixture.as(Role.TenantOwner, "?tenant=" + tenant).send();
      assertEquals(403, other.status(), other.toString());
      assertEquals("wrong-tenant", other.problem());
    }
    var none = fixture.ownerOfNothing("").send();
    assertEquals(403, none.status(), none.toString());
    assertEquals(
        List.of(), actions(fixture.as(Role.TenantOwner, "?deployment=" + DEPLOYMENT).send()));
  }

  @Test
  void of_a_plugin_that_the_tenant_may_not_use_its_owner_sees_the_own_past_alone() {
    try (var closed = new AuditFixture(Map.of("HOTSWAP_PLUGIN_ACCESS", "Closed"))) {
      closed.append(ACME, "mia", "unpinTenant", Role.TenantOwner);
      closed.append(ACME, "ada", "setTenantQuotas");
      assertEquals(List.of("unpinTenant"), actions(closed.as(Role.TenantOwner, "").send()));
      closed.grant();
      assertEquals(
          List.of("setPluginAccess", "setTenantQuotas", "unpinTenant"),
          actions(closed.as(Role.TenantOwner, "").send()));
    }
  }

  @Test
  void a_person_is_named_by_their_sub_alone_so_that_the_name_can_be_erased() {
    assertFalse(fixture.as(Role.Admin, "").send().body().toString().contains("Name of"));
    assertFalse(fixture.as(Role.Admin, "/export").send().body().toString().contains("Name of"));
  }

  @Test
  void an_owner_cannot_find_out_who_of_the_staff_acted_by_asking_for_them() {
    for (var actor : List.of("sub-ada", "sub-nobody")) {
      var reply = fixture.as(Role.TenantOwner, "?actor=" + actor).send();
      assertEquals(400, reply.status(), reply.toString());
      assertEquals("#query/actor", reply.body().at("/errors/0/pointer").asText());
    }
  }

  @Test
  void each_role_is_shown_what_the_table_says() {
    new Disclosed(List.of("because of ada", "sub-ada"), List.of("umbrella"), List.of("pinTenant"))
        .check(Action.LIST_AUDIT, role -> fixture.as(role, "").send());
  }

  @Test
  void an_export_has_the_stored_lines_whose_digests_the_next_ones_name() throws Exception {
    List<String> lines = new ArrayList<>();
    var address = "?tenant=acme&limit=1";
    while (!address.isEmpty()) {
      var reply = fixture.as(Role.Admin, "/export" + address).send();
      Documented.conforms(Action.EXPORT_AUDIT, reply);
      lines.add(reply.body().toString());
      var link = reply.header("Link");
      assertTrue(link.isEmpty() || link.endsWith(">; rel=\"next\""), link);
      address = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
    }
    assertEquals(2, lines.size());
    var newer = Json.MAPPER.readTree(lines.getFirst());
    assertEquals(Digest.over(lines.getLast()).toString(), newer.path("previous").asText());
    assertEquals("unpinTenant", newer.path("action").asText());
  }

  @Test
  void an_export_of_nothing_is_empty() {
    var reply = fixture.as(Role.Admin, "/export?tenant=nobody").send();
    assertEquals(200, reply.status());
    assertTrue(reply.body().isMissingNode(), reply.toString());
  }

  @Test
  void only_admins_export() {
    for (var role : List.of(Role.Developer, Role.Approver, Role.Viewer, Role.TenantOwner)) {
      assertEquals(403, fixture.as(role, "/export").send().status(), role.name());
    }
    assertEquals(401, fixture.request("/export").send().status());
  }

  @Test
  void whoever_is_refused_is_counted_by_role_and_by_tenant_alike() {
    for (int i = 0; i < 3; i++) {
      fixture.as(Role.Viewer, "/export").send();
    }
    fixture.as(Role.TenantOwner, "?tenant=umbrella").send();
    fixture.request("").send();
    fixture.as(Role.Admin, "").send();
    Map<String, Long> counted = new HashMap<>();
    fixture.refused().forEach(it -> counted.merge(it.operation(), it.attempts(), Long::sum));
    assertEquals(Map.of("exportAudit", 3L, "listAudit", 1L), counted);
    assertTrue(fixture.refused().stream().allMatch(it -> it.actor().equals("mia")));
  }
}
