package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantsTest {
  private static final String TENANTS = "/api/v1/tenants";
  private static final Map<String, String> ADA = Map.of("name", "Ada", "email", "ada@example.com");
  private static final Map<String, Object> ACME =
      Map.of("id", OWN, "name", "Acme", "contacts", List.of(ADA));

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_tenant_is_created_and_shown() {
    var created = create(ACME);
    assertEquals(201, created.status(), created.toString());
    Documented.conforms(Action.CREATE_TENANT, created);
    assertEquals("\"1\"", created.header("ETag"));
    assertEquals("tenants/acme", created.header("Location"));
    var shown = view(OWN);
    assertEquals(200, shown.status(), shown.toString());
    Documented.conforms(Action.VIEW_TENANT, shown);
    assertEquals(created.body(), shown.body());
    assertEquals("ada@example.com", shown.body().at("/contacts/0/email").asText());
  }

  @Test
  void it_leaves_one_record_without_anybodys_address() {
    create(ACME);
    var record = fixture.audit(OWN).getFirst();
    assertEquals("createTenant", record.action());
    assertEquals("Acme", record.after().get("name"));
    assertEquals("1", record.after().get("contacts"));
    assertFalse(record.toString().contains("ada@example.com"), record.toString());
  }

  @Test
  void a_tenant_is_created_once() {
    create(ACME);
    var same = create(ACME);
    assertEquals(201, same.status(), "the first request may have crashed: " + same);
    var other = create(Map.of("id", OWN, "name", "Acme Europe"));
    assertEquals(409, other.status(), other.toString());
    Documented.conforms(Action.CREATE_TENANT, other);
    assertEquals("tenant-exists", other.problem());
    assertEquals("/id", pointer(other));
    assertEquals(1, fixture.audit(OWN).size());
  }

  @Test
  void a_dry_run_says_what_would_be_and_writes_nothing() {
    var path = "/api/v1/tenants";
    var dry = fixture.memberAt(Role.Admin, "POST", path + "?dryRun=true").json(ACME).send();
    assertEquals(200, dry.status(), dry.toString());
    Documented.conforms(Action.CREATE_TENANT, dry);
    assertFalse(dry.body().has("before"), dry.toString());
    assertEquals("Acme", dry.body().at("/after/name").asText());
    assertEquals(0, fixture.audit(OWN).size());
    create(ACME);
    var taken =
        fixture
            .memberAt(Role.Admin, "POST", path + "?dryRun=true")
            .json(Map.of("id", OWN, "name", "Acme Europe"))
            .send();
    assertEquals(409, taken.status(), taken.toString());
    var contacts =
        fixture
            .memberAt(Role.TenantOwner, "PUT", path + "/" + OWN + "/contacts?dryRun=true")
            .json(Map.of("contacts", List.of()))
            .send();
    assertEquals(200, contacts.status(), contacts.toString());
    Documented.conforms(Action.SET_TENANT_CONTACTS, contacts);
    assertEquals(1, contacts.body().at("/before/contacts").size());
    assertEquals(0, contacts.body().at("/after/contacts").size());
    assertEquals("\"1\"", contacts.header("ETag"));
    assertEquals(1, fixture.audit(OWN).size());
  }

  @Test
  void what_a_tenant_takes_is_told() {
    for (var bad :
        List.of(
            Map.of("name", "Acme"),
            Map.of("id", "-acme", "name", "Acme"),
            Map.of("id", OWN, "name", ""),
            Map.of("id", OWN, "name", "Acme", "contacts", List.of(Map.of("name", "Ada"))),
            reachedAt("ada"),
            reachedAt("ada@acme"),
            reachedAt("ada..lovelace@example.com"),
            reachedAt("ada@-acme.com"),
            reachedAt("ada@acme..com"),
            Map.of("id", OWN, "name", "Acme", "surname", "x"))) {
      var reply = create(bad);
      assertEquals(400, reply.status(), bad + ": " + reply);
      Documented.conforms(Action.CREATE_TENANT, reply);
    }
    assertEquals(404, view(OWN).status());
  }

  private static Map<String, Object> reachedAt(String address) {
    return Map.of(
        "id", OWN, "name", "A", "contacts", List.of(Map.of("name", "A", "email", address)));
  }

  @Test
  void a_mail_address_has_any_top_level_domain() {
    var reply = create(reachedAt("ann@globex.example"));
    assertEquals(201, reply.status(), reply.toString());
  }

  @Test
  void a_tenant_that_nobody_created_is_served_by_defaults() {
    var reply = view(OTHER);
    assertEquals(404, reply.status(), reply.toString());
    Documented.conforms(Action.VIEW_TENANT, reply);
    assertEquals("tenant-not-found", reply.problem());
    var settings = fixture.as("ada", "GET", OTHER, "/markdown?environment=QA", Role.Admin).send();
    assertEquals(200, settings.status(), settings.toString());
  }

  @Test
  void tenants_are_listed_by_id_in_pages() {
    List.of("beta", "acme", "alpha").forEach(fixture::created);
    var first = list("?limit=2");
    assertEquals(List.of("acme", "alpha"), ids(first));
    assertEquals(List.of("beta"), ids(list("?limit=2&next=" + first.body().path("next").asText())));
    assertEquals(List.of("alpha"), ids(list("?prefix=al")));
  }

  @Test
  void an_owner_changes_the_contacts_of_their_own_tenant() {
    fixture.created(OWN);
    var changed = contacts(Role.TenantOwner, OWN, "\"1\"");
    assertEquals(200, changed.status(), changed.toString());
    Documented.conforms(Action.SET_TENANT_CONTACTS, changed);
    assertEquals("\"2\"", changed.header("ETag"));
    assertEquals("Ada", changed.body().at("/contacts/0/name").asText());
    var again = contacts(Role.TenantOwner, OWN, "\"2\"");
    assertEquals("\"2\"", again.header("ETag"), "nothing was changed");
    assertEquals(2, fixture.audit(OWN).size());
  }

  @Test
  void a_change_of_other_contacts_than_those_stored_is_refused() {
    fixture.created(OWN);
    contacts(Role.Admin, OWN, "\"1\"");
    var lost = contacts(Role.Admin, OWN, "\"1\"");
    assertEquals(412, lost.status(), lost.toString());
    Documented.conforms(Action.SET_TENANT_CONTACTS, lost);
    assertEquals("#header/If-Match", pointer(lost));
  }

  /// Whether or not it exists.
  @Test
  void an_owner_who_works_for_the_platform_too_sees_no_other_tenants_contacts() {
    fixture.created(OTHER);
    for (var tenant : List.of(OTHER, "nobody")) {
      var path = TENANTS + "/" + tenant;
      var reply = fixture.ownerWith(Role.Viewer, "GET", path).send();
      assertEquals(403, reply.status(), reply.toString());
      assertEquals("wrong-tenant", reply.problem());
    }
  }

  private Reply create(Map<String, ?> body) {
    return fixture.memberAt(Role.Admin, "POST", TENANTS).json(body).send();
  }

  private Reply view(String tenant) {
    return fixture.memberAt(Role.Admin, "GET", TENANTS + "/" + tenant).send();
  }

  private Reply list(String query) {
    var reply = fixture.memberAt(Role.Admin, "GET", TENANTS + query).send();
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.LIST_TENANTS, reply);
    return reply;
  }

  private Reply contacts(Role role, String tenant, String revision) {
    return fixture
        .memberAt(role, "PUT", TENANTS + "/" + tenant + "/contacts")
        .header("If-Match", revision)
        .json(Map.of("contacts", List.of(ADA)))
        .send();
  }

  private static List<String> ids(Reply page) {
    return StreamSupport.stream(page.body().path("items").spliterator(), false)
        .map((JsonNode it) -> it.path("id").asText())
        .toList();
  }

  private static String pointer(Reply reply) {
    return reply.body().at("/errors/0/pointer").asText();
  }
}
