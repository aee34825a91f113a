package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An owner, at every route, while other tenants use the same plugin: no answer names any of them,
/// their contacts, what they have set, or the staff.
class OtherTenantsTest {
  private static final TenantsFixture FIXTURE = new TenantsFixture();
  private static final List<String> OTHERS =
      List.of("umbrella-secret", "initech-secret", "hooli-secret");
  private static final List<String> HIDDEN =
      List.of("-secret", "zoe@example.com", "zachary", "because they asked");
  private static final String HERE = "?environment=Production";

  @BeforeAll
  static void others() {
    FIXTURE.deployed("1.0.0", Environment.Production);
    FIXTURE.serves("1.0.0", Environment.Production);
    FIXTURE.startedJob();
    Stream.concat(OTHERS.stream(), Stream.of(OWN)).forEach(OtherTenantsTest::configured);
  }

  /// The own tenant's settings are the staff's work too.
  private static void configured(String tenant) {
    var contacts = List.of(Map.of("name", "zachary", "email", "zoe@example.com"));
    var created =
        tenant.equals(OWN)
            ? Map.<String, Object>of("id", tenant, "name", tenant)
            : Map.<String, Object>of("id", tenant, "name", tenant, "contacts", contacts);
    send("POST", "/api/v1/tenants", created, 201);
    var document =
        Map.of(
            "enabled",
            true,
            "version",
            "1.0.0",
            "reason",
            "because they asked",
            "config",
            Map.of("allowRawHtml", true),
            "quotas",
            Map.of("maxRequestsPerMinute", 60, "maxConcurrentExecutions", 6));
    send("PUT", "/api/v1/tenants/" + tenant + "/plugins/markdown" + HERE, document, 200);
  }

  private static void send(String method, String path, Map<String, ?> body, int status) {
    var reply = FIXTURE.as("zachary", method, path, Role.Admin).json(body).send();
    assertEquals(status, reply.status(), reply.toString());
  }

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  @Test
  void no_answer_to_an_owner_names_another_tenant() {
    int shown = 0;
    for (var route : Documented.routes("TenantsFunction")) {
      var parts = route.split(" ");
      for (var path : paths(parts[1])) {
        var body = parts[1].endsWith("/{pluginId}") ? Map.of("enabled", true) : Map.of();
        var reply = FIXTURE.memberAt(Role.TenantOwner, parts[0], path).json(body).send();
        var answer = reply.body() + " " + reply.headers();
        for (var hidden : HIDDEN) {
          assertFalse(answer.contains(hidden), () -> hidden + " in " + parts[0] + " " + path);
        }
        shown += reply.status() == 200 ? 1 : 0;
      }
    }
    assertTrue(shown > 8, "answers with content: " + shown);
  }

  /// Of the own tenant, and of each other one, with what a list takes.
  private static List<String> paths(String template) {
    List<String> paths = new ArrayList<>();
    Stream.concat(Stream.of(OWN), OTHERS.stream())
        .map(it -> template.replace("{tenantId}", it))
        .map(it -> it.replace("{pluginId}", "markdown").replace("{id}", "markdown"))
        .map(it -> it.replace("{jobId}", FIXTURE.job().toString()))
        .map(it -> it.replace("{erasureId}", FIXTURE.job().toString()))
        .map(it -> it.replace("{bundle}", TenantsFixture.bundle("1.0.0", 0)))
        .map(it -> template.contains("/plugins") || template.contains("/bundles") ? it + HERE : it)
        .distinct()
        .forEach(paths::add);
    return paths;
  }
}
