package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Every route, for every role, own and another tenant, where Developers may change something and
/// where they may not.
class AccessTest {
  private static final TenantsFixture FIXTURE = new TenantsFixture();
  private static final List<Environment> WHERE =
      List.of(Environment.Development, Environment.Production);
  private static final Map<String, Object> BODIES =
      Map.of(
          "PUT /markdown/config", Map.of("config", Map.of("allowRawHtml", true)),
          "PUT /markdown/quotas", Map.of("maxRequestsPerMinute", 5, "maxConcurrentExecutions", 2),
          "PUT /markdown/version", Map.of("version", "1.0.0", "reason", "why"));
  private static final Set<String> READS = Set.of("GET ", "GET /markdown", "GET /markdown/config");

  private static final List<String> ROUTES =
      List.of(
          "GET ",
          "GET /markdown",
          "POST /markdown/enable",
          "POST /markdown/disable",
          "GET /markdown/config",
          "PUT /markdown/config",
          "PUT /markdown/quotas",
          "DELETE /markdown/quotas",
          "PUT /markdown/version",
          "DELETE /markdown/version");

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  @Test
  void every_route_lets_in_whom_the_policy_allows_and_nobody_else() {
    WHERE.forEach(it -> FIXTURE.deployed("1.0.0", it));
    WHERE.forEach(it -> FIXTURE.serves("1.0.0", it));
    Map<String, Integer> expected = new TreeMap<>();
    Map<String, Integer> actual = new TreeMap<>();
    for (var route : ROUTES) {
      for (var where : WHERE) {
        for (var tenant : List.of(OWN, OTHER)) {
          for (var role : Role.values()) {
            var cell = "%s of %s in %s by %s".formatted(route, tenant, where, role);
            expected.put(cell, status(READS.contains(route), where, tenant, role));
            actual.put(cell, sent(route, where, tenant, role).status());
          }
        }
      }
    }
    assertEquals(ROUTES.size() * 2 * 2 * Role.values().length, expected.size());
    assertEquals(expected, actual);
  }

  @Test
  void an_owner_without_a_tenant_owns_none() {
    for (var path : List.of("/markdown", "")) {
      var reply = FIXTURE.as("olga", "GET", OWN, path + "?environment=QA", Role.TenantOwner).send();
      assertEquals(403, reply.status(), reply.toString());
      assertEquals("wrong-tenant", reply.problem());
    }
  }

  @Test
  void nobody_comes_in_without_a_token() {
    for (var route : ROUTES) {
      var parts = route.split(" ", 2);
      var reply = FIXTURE.request(parts[0], OWN, parts[1] + "?environment=QA").send();
      assertEquals(401, reply.status(), route + ": " + reply);
    }
  }

  /// The ceiling binds the owner in each environment where the platform has set one.
  @Test
  void an_owner_who_is_a_developer_too_acts_for_the_tenant_where_developers_may_not() {
    var limits = Map.of("maxRequestsPerMinute", 7, "maxConcurrentExecutions", 2);
    for (var where : WHERE) {
      var reply =
          FIXTURE
              .ownerAnd(Role.Developer, "PUT", "/shop/quotas?environment=" + where)
              .json(limits)
              .send();
      assertEquals(200, reply.status(), reply.toString());
      var kind = where == Environment.Development ? "ceiling" : "own";
      assertEquals(
          7, reply.body().at("/quotas/" + kind + "/maxRequestsPerMinute").asInt(), where.name());
    }
  }

  private static int status(boolean reads, Environment where, String tenant, Role role) {
    boolean allowed =
        switch (role) {
          case Admin -> true;
          case Developer -> reads || where == Environment.Development;
          case TenantOwner -> tenant.equals(OWN);
          case Approver, Viewer -> reads;
        };
    return allowed ? 200 : 403;
  }

  private static Reply sent(String route, Environment where, String tenant, Role role) {
    var parts = route.split(" ", 2);
    var request = FIXTURE.member(role, parts[0], tenant, parts[1] + "?environment=" + where.name());
    var body = BODIES.get(route);
    return body == null ? request.send() : request.json(body).send();
  }
}
