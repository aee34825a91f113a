package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.Gateway.Request;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.TenantDefaults;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final String PLUGIN = "/api/v1/plugins/markdown/quotas?environment=Production";
  private static final String PATH = "/markdown/quotas?environment=Production";

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_platform_sets_the_ceiling_and_the_owner_limits_below_it() {
    var ceiling = limits(fixture.admin("PUT", PATH), 100, 10);
    assertEquals(200, ceiling.status(), ceiling.toString());
    Documented.conforms(Action.SET_TENANT_QUOTAS, ceiling);
    assertEquals(Map.of("ceiling", "100/10", "inForce", "100/10"), quotas(ceiling));
    var own = limits(fixture.owner("PUT", PATH), 60, 10);
    assertEquals(Map.of("ceiling", "100/10", "own", "60/10", "inForce", "60/10"), quotas(own));
    assertEquals(Optional.of(new Quota(60, 10)), inForce());
  }

  @Test
  void own_limits_above_the_ceiling_are_refused_with_a_pointer_each() {
    limits(fixture.admin("PUT", PATH), 100, 10);
    var above = limits(fixture.owner("PUT", PATH), 101, 11);
    assertEquals(400, above.status(), above.toString());
    Documented.conforms(Action.SET_TENANT_QUOTAS, above);
    assertEquals("invalid-settings", above.problem());
    assertEquals("/maxRequestsPerMinute", above.body().at("/errors/0/pointer").asText());
    assertEquals("a number of at most 100", above.body().at("/errors/0/expected").asText());
    assertEquals("/maxConcurrentExecutions", above.body().at("/errors/1/pointer").asText());
    assertEquals(1, fixture.audit(OWN).size());
  }

  @Test
  void bytes_of_calls_at_once_may_be_limited_too() {
    var ceiling = bytes(fixture.admin("PUT", PATH), 8_388_608);
    assertEquals(200, ceiling.status(), ceiling.toString());
    Documented.conforms(Action.SET_TENANT_QUOTAS, ceiling);
    assertPointer("/maxBytesInFlight", bytes(fixture.owner("PUT", PATH), 8_388_609));
    var own = bytes(fixture.owner("PUT", PATH), 4_096);
    assertEquals(4_096, own.body().at("/quotas/inForce/maxBytesInFlight").asInt(), own.toString());
    assertEquals("Own", own.body().at("/quotas/sources/maxBytesInFlight").asText());
    assertEquals(Optional.of(4_096), inForce().flatMap(Quota::maxBytesInFlight));
    var without = limits(fixture.owner("PUT", PATH), 100, 10);
    assertEquals("Ceiling", without.body().at("/quotas/sources/maxBytesInFlight").asText());
    assertEquals(
        "100 a minute, 10 at once, 8388608 bytes",
        fixture.audit(OWN).getFirst().after().get("quotaCeiling"));
    for (var bad : List.of(0, 1_073_741_825)) {
      assertPointer("/maxBytesInFlight", bytes(fixture.admin("PUT", PATH), bad));
    }
  }

  @Test
  void processor_time_and_memory_may_be_limited_too() {
    var ceiling = processes(fixture.admin("PUT", PATH), 30, 268_435_456);
    assertEquals(200, ceiling.status(), ceiling.toString());
    Documented.conforms(Action.SET_TENANT_QUOTAS, ceiling);
    assertPointer(
        "/maxProcessorSecondsPerMinute", processes(fixture.owner("PUT", PATH), 31, 268_435_456));
    assertPointer("/maxMemoryBytes", processes(fixture.owner("PUT", PATH), 30, 268_435_457));
    var own = processes(fixture.owner("PUT", PATH), 30, 67_108_864);
    var quotas = own.body().path("quotas");
    assertEquals(30, quotas.at("/inForce/maxProcessorSecondsPerMinute").asInt(), own.toString());
    assertEquals(67_108_864, quotas.at("/inForce/maxMemoryBytes").asLong());
    assertEquals("Own", quotas.at("/sources/maxMemoryBytes").asText());
    assertEquals(Optional.of(67_108_864L), inForce().flatMap(Quota::maxMemoryBytes));
    assertEquals(
        "100 a minute, 10 at once, 30 processor seconds a minute, 268435456 bytes of memory",
        fixture.audit(OWN).getFirst().after().get("quotaCeiling"));
    for (var bad : List.of(0, 100_001)) {
      assertPointer(
          "/maxProcessorSecondsPerMinute", processes(fixture.admin("PUT", PATH), bad, 67_108_864));
    }
    for (var bad : List.of(67_108_863L, 1_099_511_627_777L)) {
      assertPointer("/maxMemoryBytes", processes(fixture.admin("PUT", PATH), 30, bad));
    }
  }

  @Test
  void limits_that_no_node_enforces_are_taken_with_a_warning() {
    var nowhere = processes(fixture.admin("PUT", PATH), 30, 268_435_456);
    assertWarned("on no live node of Production.", nowhere);
    var perTenant = new TenantIsolation(true, Set.of("shop"));
    heartbeat("n1", perTenant);
    assertWarned(null, fixture.owner("GET", "/markdown?environment=Production").send());
    heartbeat("n2", new TenantIsolation(true, Set.of("markdown")));
    assertWarned(
        "only on some live nodes of Production.",
        processes(fixture.owner("PUT", PATH), 20, 268_435_456));
    var used = fixture.owner("GET", "/markdown/usage?environment=Production").send();
    Documented.conforms(Action.VIEW_TENANT_USAGE, used);
    assertWarned("only on some live nodes of Production.", used);
    var plugin = processes(fixture.memberAt(Role.Admin, "PUT", PLUGIN), 20, 268_435_456);
    Documented.conforms(Action.SET_PLUGIN_QUOTAS, plugin);
    assertWarned("only on some live nodes of Production.", plugin);
    var elsewhere = PLUGIN.replace("markdown", "shop");
    assertWarned(
        "only on some live nodes of Production.",
        processes(fixture.memberAt(Role.Admin, "PUT", elsewhere), 20, 268_435_456));
    assertWarned(null, limits(fixture.memberAt(Role.Admin, "PUT", elsewhere), 20, 20));
  }

  private void heartbeat(String node, TenantIsolation isolation) {
    var now = Instant.now();
    fixture
        .stores()
        .nodes()
        .heartbeat(
            new Lease(
                Environment.Production,
                node,
                node + "-1",
                "h:1",
                now,
                now.plusSeconds(60),
                0,
                isolation));
  }

  private static void assertWarned(@Nullable String end, Reply reply) {
    assertEquals(200, reply.status(), reply.toString());
    var warnings = reply.body().path("warnings");
    assertEquals(end == null ? 0 : 1, warnings.size(), reply.toString());
    assertTrue(end == null || warnings.path(0).asText().endsWith(end), reply.toString());
  }

  private static Reply processes(Request request, int seconds, long memory) {
    return request
        .json(
            Map.of(
                "maxRequestsPerMinute",
                100,
                "maxConcurrentExecutions",
                10,
                "maxProcessorSecondsPerMinute",
                seconds,
                "maxMemoryBytes",
                memory))
        .send();
  }

  private static Reply bytes(Request request, int bytes) {
    return request
        .json(
            Map.of(
                "maxRequestsPerMinute", 100,
                "maxConcurrentExecutions", 10,
                "maxBytesInFlight", bytes))
        .send();
  }

  @Test
  void a_ceiling_that_is_lowered_holds_at_once() {
    limits(fixture.owner("PUT", PATH), 60, 10);
    var lowered = limits(fixture.admin("PUT", PATH), 20, 50);
    assertEquals(Map.of("ceiling", "20/50", "own", "60/10", "inForce", "20/10"), quotas(lowered));
    assertEquals(Optional.of(new Quota(20, 10)), inForce());
  }

  @Test
  void everybody_removes_the_own_kind() {
    limits(fixture.admin("PUT", PATH), 100, 10);
    limits(fixture.owner("PUT", PATH), 60, 10);
    var byOwner = fixture.owner("DELETE", PATH).send();
    assertEquals(200, byOwner.status(), byOwner.toString());
    Documented.conforms(Action.REMOVE_TENANT_QUOTAS, byOwner);
    assertEquals("\"3\"", byOwner.header("ETag"));
    assertEquals(Map.of("ceiling", "100/10", "inForce", "100/10"), quotas(byOwner));
    limits(fixture.owner("PUT", PATH), 60, 10);
    var byAdmin = fixture.admin("DELETE", PATH).header("If-Match", "\"4\"").send();
    assertEquals(Map.of("own", "60/10", "inForce", "60/10"), quotas(byAdmin));
    fixture.owner("DELETE", PATH).send();
    assertEquals(Optional.empty(), inForce());
    var nothing = fixture.owner("DELETE", PATH).send();
    assertEquals("\"6\"", nothing.header("ETag"));
  }

  @Test
  void a_plugins_limits_hold_for_each_tenant_that_has_no_ceiling() {
    var set = limits(fixture.memberAt(Role.Admin, "PUT", PLUGIN), 50, 5);
    assertEquals(200, set.status(), set.toString());
    Documented.conforms(Action.SET_PLUGIN_QUOTAS, set);
    assertEquals("\"1\"", set.header("ETag"));
    var shown = fixture.memberAt(Role.Viewer, "GET", PLUGIN).send();
    Documented.conforms(Action.VIEW_PLUGIN_QUOTAS, shown);
    assertEquals(set.body(), shown.body());
    var own = limits(fixture.owner("PUT", PATH), 20, 5);
    assertEquals(Map.of("plugin", "50/5", "own", "20/5", "inForce", "20/5"), quotas(own));
    assertEquals("Own", own.body().at("/quotas/sources/maxRequestsPerMinute").asText());
    var above = limits(fixture.owner("PUT", PATH), 51, 5);
    assertEquals(400, above.status(), above.toString());
    assertEquals("a number of at most 50", above.body().at("/errors/0/expected").asText());
    var ceiling = limits(fixture.admin("PUT", PATH), 100, 10);
    assertEquals("20/5", quotas(ceiling).get("inForce"));
    assertEquals(200, limits(fixture.owner("PUT", PATH), 51, 5).status());
    var listed = fixture.owner("GET", "?environment=Production").send();
    assertEquals(1, listed.body().path("items").size(), listed.toString());
    assertEquals(50, listed.body().at("/items/0/quotas/plugin/maxRequestsPerMinute").asInt());
    assertEquals(
        51,
        fixture
            .owner("GET", "/markdown/usage?environment=Production")
            .send()
            .body()
            .at("/limits/maxRequestsPerMinute")
            .asInt());
  }

  @Test
  void a_plugins_limits_are_tried_and_removed() {
    var dry =
        limits(
            fixture.memberAt(
                Role.Developer, "PUT", PLUGIN.replace("Production", "QA") + "&dryRun=true"),
            50,
            5);
    assertEquals(200, dry.status(), dry.toString());
    Documented.conforms(Action.SET_PLUGIN_QUOTAS, dry);
    assertFalse(dry.body().path("before").has("plugin"));
    assertEquals(50, dry.body().at("/after/inForce/maxRequestsPerMinute").asInt());
    assertEquals(0, fixture.changes(Environment.QA));
    limits(fixture.memberAt(Role.Admin, "PUT", PLUGIN), 50, 5);
    var stale = fixture.memberAt(Role.Admin, "DELETE", PLUGIN).header("If-Match", "\"0\"").send();
    assertEquals(412, stale.status(), stale.toString());
    var removed = fixture.memberAt(Role.Admin, "DELETE", PLUGIN).send();
    assertEquals(200, removed.status(), removed.toString());
    Documented.conforms(Action.REMOVE_PLUGIN_QUOTAS, removed);
    assertFalse(removed.body().has("inForce"), removed.toString());
    assertEquals(2, fixture.changes(Environment.Production));
    var unknown = PLUGIN.replace("markdown", "nothing");
    assertEquals(404, fixture.memberAt(Role.Admin, "GET", unknown).send().status());
  }

  @Test
  void the_stages_limits_hold_where_nothing_else_is_set() {
    try (var limited = new TenantsFixture(Map.of("HOTSWAP_DEFAULT_QUOTA", "600/20"))) {
      var shown = limited.owner("GET", "/markdown?environment=Production").send();
      Documented.conforms(Action.VIEW_TENANT_PLUGIN, shown);
      assertEquals(Map.of("platform", "600/20", "inForce", "600/20"), quotas(shown));
      assertEquals("Platform", shown.body().at("/quotas/sources/maxRequestsPerMinute").asText());
      assertEquals(400, limits(limited.owner("PUT", PATH), 601, 1).status());
      assertEquals(200, limits(limited.owner("PUT", PATH), 600, 1).status());
    }
  }

  @Test
  void a_dry_run_is_refused_like_the_change_and_writes_nothing() {
    limits(fixture.admin("PUT", PATH), 100, 10);
    assertEquals(400, limits(fixture.owner("PUT", PATH + "&dryRun=true"), 101, 10).status());
    var dry = limits(fixture.owner("PUT", PATH + "&dryRun=true"), 99, 10);
    assertEquals(99, dry.body().at("/after/quotas/own/maxRequestsPerMinute").asInt());
    assertFalse(dry.body().at("/before/quotas").has("own"));
    var removed = fixture.admin("DELETE", PATH + "&dryRun=true").send();
    Documented.conforms(Action.REMOVE_TENANT_QUOTAS, removed);
    assertEquals(1, fixture.audit(OWN).size());
  }

  @Test
  void limits_are_taken_up_to_the_documents_bounds_and_not_beyond() {
    for (var good : List.of(List.of(1, 1), List.of(1_000_000, 10_000))) {
      var reply = limits(fixture.admin("PUT", PATH), good.getFirst(), good.getLast());
      assertEquals(200, reply.status(), reply.toString());
      assertEquals(Optional.of(new Quota(good.getFirst(), good.getLast())), inForce());
    }
    for (var bad : List.of(0, -1, 1_000_001)) {
      assertPointer("/maxRequestsPerMinute", limits(fixture.admin("PUT", PATH), bad, 1));
    }
    for (var bad : List.of(0, -1, 10_001)) {
      assertPointer("/maxConcurrentExecutions", limits(fixture.admin("PUT", PATH), 1, bad));
    }
  }

  @Test
  void half_a_quota_and_garbage_are_told() {
    assertPointer(
        "/maxConcurrentExecutions",
        fixture.admin("PUT", PATH).json(Map.of("maxRequestsPerMinute", 1)).send());
    assertPointer("", fixture.admin("PUT", PATH).body("{").send());
    assertPointer(
        "/burst",
        fixture
            .admin("PUT", PATH)
            .json("{\"maxRequestsPerMinute\":1,\"maxConcurrentExecutions\":1,\"burst\":2}")
            .send());
    assertEquals(Optional.empty(), fixture.stored(Environment.Production, OWN));
  }

  private Optional<Quota> inForce() {
    return fixture
        .stored(Environment.Production, OWN)
        .orElseThrow()
        .routing(TenantDefaults.OPEN)
        .quota();
  }

  private static Reply limits(Request request, int requests, int concurrent) {
    return request
        .json(Map.of("maxRequestsPerMinute", requests, "maxConcurrentExecutions", concurrent))
        .send();
  }

  private static Map<String, String> quotas(Reply reply) {
    var shown = new HashMap<String, String>();
    for (var it : reply.body().path("quotas").properties()) {
      if (it.getKey().equals("sources")) {
        continue;
      }
      var requests = it.getValue().path("maxRequestsPerMinute").asInt();
      var concurrent = it.getValue().path("maxConcurrentExecutions").asInt();
      shown.put(it.getKey(), requests + "/" + concurrent);
    }
    return shown;
  }

  private static void assertPointer(String pointer, Reply reply) {
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText(), reply.toString());
  }
}
