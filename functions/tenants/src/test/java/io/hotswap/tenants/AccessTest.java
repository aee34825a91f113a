package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.RoleTable;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Every route of openapi.yaml, for every role, own and another tenant, where Developers may change
/// something and where they may not: as functions/README.md has it.
class AccessTest {
  private static final TenantsFixture FIXTURE = new TenantsFixture();
  private static final List<Environment> WHERE =
      List.of(Environment.Development, Environment.Production);
  private static final Map<Action, Map<String, Object>> BODIES =
      Map.ofEntries(
          Map.entry(
              Action.SET_TENANT_CONFIGURATION, Map.of("config", Map.of("allowRawHtml", true))),
          Map.entry(
              Action.SET_TENANT_QUOTAS,
              Map.of("maxRequestsPerMinute", 5, "maxConcurrentExecutions", 2)),
          Map.entry(
              Action.SET_PLUGIN_QUOTAS,
              Map.of("maxRequestsPerMinute", 50, "maxConcurrentExecutions", 20)),
          Map.entry(Action.PIN_TENANT, Map.of("version", "1.0.0", "reason", "why")),
          Map.entry(Action.SET_PLUGIN_ACCESS, Map.of("access", "Granted")),
          Map.entry(Action.SET_TENANT_PLUGIN, Map.of("enabled", true)),
          Map.entry(Action.SET_TENANT_CONTACTS, Map.of("contacts", List.of())),
          Map.entry(Action.MIGRATE_VERSION, Map.of("reason", "why", "to", "1.1.0")),
          Map.entry(
              Action.START_BULK_CHANGE,
              Map.of(
                  "reason",
                  "why",
                  "changes",
                  List.of(Map.of("tenantId", "someone", "enabled", true)))));
  // What is being erased refuses every change, so that comes last.
  private static final List<Route> ROUTES =
      Documented.routes("TenantsFunction").stream()
          .map(Route::of)
          .sorted(Comparator.comparing(it -> it.action() == Action.DELETE_TENANT))
          .toList();

  record Route(String method, String template, Action action) {
    static Route of(String line) {
      var parts = line.split(" ");
      var action =
          Arrays.stream(Action.values())
              .filter(it -> it.operationId().equals(parts[2]))
              .findFirst()
              .orElseThrow();
      return new Route(parts[0], parts[1], action);
    }

    String path(String tenant, Environment where) {
      var path =
          template
              .replace("{tenantId}", tenant)
              .replace("{pluginId}", "markdown")
              .replace("{id}", "markdown")
              .replace("{version}", "1.0.0")
              .replace("{jobId}", FIXTURE.job().toString())
              .replace("{erasureId}", FIXTURE.erasure().toString())
              .replace("{bundle}", TenantsFixture.bundle("1.0.0", 0));
      if (action == Action.VIEW_BUNDLE) {
        return path + "?environment=" + where + "&tenant=" + tenant;
      }
      return namesEnvironment() ? path + "?environment=" + where : path;
    }

    /// Those whose answer may hang on whose tenant it is.
    List<String> tenants() {
      return template.contains("{tenantId}") || action == Action.VIEW_BUNDLE
          ? List.of(OWN, OTHER)
          : List.of(OWN);
    }

    List<Environment> where() {
      if (action == Action.STOP_BULK_CHANGE) {
        return List.of(TenantsFixture.JOB_WHERE);
      }
      return namesEnvironment() || action == Action.VIEW_BUNDLE
          ? WHERE
          : List.of(Environment.Production);
    }

    private boolean namesEnvironment() {
      return template.contains("/plugins");
    }
  }

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  @Test
  void every_route_lets_in_whom_the_policy_allows_and_nobody_else() {
    WHERE.forEach(it -> FIXTURE.deployed("1.0.0", it));
    WHERE.forEach(it -> FIXTURE.deployed("1.1.0", it));
    WHERE.forEach(it -> FIXTURE.serves("1.0.0", it));
    List.of(OWN, OTHER).forEach(FIXTURE::created);
    FIXTURE.startedJob();
    FIXTURE.startedErasure();
    Map<String, Integer> expected = new TreeMap<>();
    Map<String, Integer> actual = new TreeMap<>();
    int number = 0;
    for (var route : ROUTES) {
      for (var where : route.where()) {
        for (var tenant : route.tenants()) {
          for (var role : Role.values()) {
            var cell = "%s of %s in %s by %s".formatted(route.action(), tenant, where, role);
            expected.put(cell, isAllowed(route.action(), where, tenant, role) ? 200 : 403);
            int status = sent(route, where, tenant, role, ++number).status();
            actual.put(cell, status == 201 || status == 202 ? 200 : status);
          }
        }
      }
    }
    int cells = ROUTES.stream().mapToInt(it -> it.where().size() * it.tenants().size()).sum();
    assertEquals(cells * Role.values().length, expected.size());
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
      var path = route.path(OWN, Environment.QA);
      var reply = FIXTURE.at(route.method(), path).send();
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

  private static boolean isAllowed(Action action, Environment where, String tenant, Role role) {
    return switch (RoleTable.cell(action, role)) {
      case "yes", "all", "staff" -> true;
      case "Development, QA" -> where == Environment.Development;
      case "own" -> tenant.equals(OWN);
      default -> false;
    };
  }

  /// @param number what is created has another name each time
  private static Reply sent(Route route, Environment where, String tenant, Role role, int number) {
    var request = FIXTURE.memberAt(role, route.method(), route.path(tenant, where));
    var body =
        route.action() == Action.CREATE_TENANT
            ? Map.<String, Object>of("id", "tenant-" + number, "name", "Tenant")
            : BODIES.get(route.action());
    return body == null ? request.send() : request.json(body).send();
  }
}
