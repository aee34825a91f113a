package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final String HERE = "/markdown/usage?environment=Production";
  private static final Instant MINUTE = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void what_the_nodes_counted_is_shown_beside_the_limits() {
    used("n1", 10, Map.of(OWN, new TenantUsage(40, 2, 3), OTHER, new TenantUsage(7, 7, 7)));
    used("n2", 10, Map.of(OWN, new TenantUsage(20, 0, 2)));
    used("n1", 5, Map.of(OWN, new TenantUsage(1, 0, 1)));
    used("n1", 100, Map.of(OWN, new TenantUsage(900, 0, 1)));
    var limits = Map.of("maxRequestsPerMinute", 60, "maxConcurrentExecutions", 10);
    fixture.admin("PUT", "/markdown/quotas?environment=Production").json(limits).send();
    var shown = view(fixture.owner("GET", HERE).send());
    assertEquals(61, shown.body().path("requests").asLong(), shown.toString());
    assertEquals(2, shown.body().path("refused").asLong());
    assertEquals(5, shown.body().path("peakConcurrentExecutions").asInt());
    assertEquals(60, shown.body().at("/limits/maxRequestsPerMinute").asInt());
    assertEquals(2, shown.body().path("minutes").size());
    assertEquals(60, shown.body().at("/minutes/0/requests").asLong());
    var longer = view(fixture.owner("GET", HERE + "&window=PT3H").send());
    assertEquals(961, longer.body().path("requests").asLong(), longer.toString());
  }

  @Test
  void what_its_processes_took_is_shown_where_they_were_measured() {
    used("n1", 10, Map.of(OWN, new TenantUsage(40, 0, 3, 1_250, 90_000_000)));
    used("n2", 10, Map.of(OWN, new TenantUsage(20, 0, 2, 250, 120_000_000)));
    used("n1", 5, Map.of(OWN, new TenantUsage(1, 0, 1)));
    var shown = view(fixture.owner("GET", HERE).send());
    assertEquals(1.5, shown.body().path("processorSeconds").asDouble(), shown.toString());
    assertEquals(120_000_000, shown.body().path("peakMemoryBytes").asLong());
    assertEquals(1.5, shown.body().at("/minutes/0/processorSeconds").asDouble());
    assertEquals(120_000_000, shown.body().at("/minutes/0/peakMemoryBytes").asLong());
    assertFalse(shown.body().at("/minutes/1").has("processorSeconds"), shown.toString());
  }

  @Test
  void a_tenant_that_has_not_called_used_nothing() {
    var shown = view(fixture.owner("GET", HERE).send());
    assertEquals(0, shown.body().path("requests").asLong(), shown.toString());
    assertEquals(0, shown.body().path("minutes").size());
    assertFalse(shown.body().has("limits"));
  }

  @Test
  void the_window_has_bounds_and_the_plugin_exists() {
    for (var bad : List.of("PT1S", "P1D", "PT0S", "soon")) {
      var reply = fixture.owner("GET", HERE + "&window=" + bad).send();
      assertEquals(400, reply.status(), reply.toString());
      assertEquals("#query/window", reply.body().at("/errors/0/pointer").asText());
    }
    assertEquals(404, fixture.owner("GET", HERE.replace("markdown", "nothing")).send().status());
  }

  /// The role of an owner lets them ask; as staff they see no tenant's numbers.
  @Test
  void an_owner_who_works_for_the_platform_too_sees_no_other_tenants_numbers() {
    var path = "/api/v1/tenants/" + OTHER + "/plugins" + HERE;
    var reply = fixture.ownerWith(Role.Viewer, "GET", path).send();
    assertEquals(403, reply.status(), reply.toString());
    assertEquals("wrong-tenant", reply.problem());
  }

  private void used(String node, int minutesAgo, Map<String, TenantUsage> tenants) {
    var minute = MINUTE.minus(minutesAgo, ChronoUnit.MINUTES);
    fixture
        .stores()
        .tenantUsages()
        .record(
            new UsageMinute(
                Environment.Production, TenantsFixture.MARKDOWN, node, "i1", minute, tenants));
  }

  private static Reply view(Reply reply) {
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.VIEW_TENANT_USAGE, reply);
    return reply;
  }
}
