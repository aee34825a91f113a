package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.MARKDOWN;
import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Of another tenant there is everything that the API can set, and the answers kept by key.
class ForeignDataTest {
  private static final int TRIES = 900;
  private static final String PLUGINS = "/api/v1/plugins/markdown";
  private static final List<Environment> WHERE =
      List.of(Environment.Development, Environment.Production);

  private final TenantsFixture fixture = new TenantsFixture();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void nothing_of_another_tenant_or_of_all_is_shown_to_an_owner_or_changed() {
    for (var where : WHERE) {
      fixture.deployed("1.0.0", where);
      fixture.serves("1.0.0", where);
      configured(where);
    }
    registered();
    fixture.startedJob();
    started();
    used();
    fixture.fuzz(this::others).all("TenantsFunction", TRIES);
  }

  private void configured(Environment where) {
    var here = "?environment=" + where;
    var path = "/api/v1/tenants/" + OTHER + "/plugins/markdown";
    for (var tenant : List.of(OWN, OTHER)) {
      var shop = "/api/v1/tenants/" + tenant + "/plugins/shop/enable" + here;
      sent(fixture.admin("olga", "POST", shop), Map.of());
    }
    sent(
        fixture.admin("rita-of-umbrella", "PUT", path + "/config" + here),
        Map.of("config", Map.of("headings", Map.of("most", 7), "allowRawHtml", true)));
    sent(
        fixture.admin("rita-of-umbrella", "PUT", path + "/quotas" + here),
        Map.of("maxRequestsPerMinute", 60, "maxConcurrentExecutions", 3));
    sent(
        fixture.admin("rita-of-umbrella", "PUT", path + "/version" + here),
        Map.of("version", "1.0.0", "reason", "as the umbrella's lawyers wish"));
  }

  private void registered() {
    fixture.created(OWN);
    var contact = Map.of("name", "Rita Raines", "email", "rita@raines.example.com");
    sent(
        fixture.admin("ada", "POST", "/api/v1/tenants"),
        Map.of("id", OTHER, "name", "Umbrella Corporation", "contacts", List.of(contact)));
  }

  private void started() {
    sent(
        fixture.admin("ada", "POST", PLUGINS + "/bulk-changes?environment=Production"),
        Map.of(
            "reason",
            "the raid on Raccoon City",
            "changes",
            List.of(Map.of("tenantId", OTHER, "enabled", false))));
  }

  private void used() {
    var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(5, ChronoUnit.MINUTES);
    var usage = Map.of(OTHER, new TenantUsage(31_415_926_535L, 265, 35));
    for (var where : WHERE) {
      fixture
          .stores()
          .tenantUsages()
          .record(new UsageMinute(where, MARKDOWN, "n1", "i1", minute, usage));
    }
  }

  private Gateway.Reply sent(Gateway.Request request, Map<String, ?> body) {
    var key = UUID.randomUUID().toString();
    keys.add(key);
    request.header("Idempotency-Key", key);
    if (!body.isEmpty()) {
      var json = Json.write(body);
      request.json(json);
      if (texts().stream().noneMatch(json::contains)) {
        bodies.add(json);
      }
    }
    var reply = request.send();
    assertTrue(reply.status() < 300, reply.toString());
    return reply;
  }

  /// Of lists that are not the owner's.
  private List<String> cursors() {
    List<String> cursors = new ArrayList<>();
    for (var list :
        List.of(
            "/api/v1/tenants?limit=1",
            PLUGINS + "/pins?limit=1&environment=Production",
            "/api/v1/tenants/umbrella/plugins?limit=1&environment=Production",
            "/api/v1/tenants/umbrella/plugins/markdown/history?limit=1&environment=Production")) {
      var next = fixture.admin("ada", "GET", list).send().body().path("next").asText();
      if (!next.isEmpty()) {
        cursors.add(next);
      }
    }
    assertTrue(cursors.size() >= 3, cursors.toString());
    return cursors;
  }

  private ForeignData others(TestIssuer issuer) {
    Map<String, List<String>> values = new HashMap<>();
    values.put("tenantId", List.of(OWN, OWN, OTHER, "nobody"));
    List.of("pluginId", "id").forEach(it -> values.put(it, List.of("markdown", "shop")));
    values.put("jobId", List.of(fixture.job().toString(), new UUID(1, 1).toString()));
    values.put("environment", WHERE.stream().map(Environment::name).toList());
    values.put("next", cursors());
    values.put("limit", List.of("1", "100"));
    values.put("version", List.of("1.0.0"));
    values.put(
        "bundle", List.of(TenantsFixture.bundle("1.0.0", 0), TenantsFixture.bundle("1.0.0", 1)));
    values.put("tenant", List.of(OWN, OTHER));
    values.put("prefix", List.of("u"));
    return new ForeignData(
        issuer.tokenOf(OWN, "olga", Role.TenantOwner),
        issuer.token("ada", Role.Admin),
        values,
        bodies,
        keys,
        List.of(),
        texts());
  }

  private static List<String> texts() {
    return List.of(
        OTHER,
        "rita-of-umbrella",
        "umbrella's lawyers",
        "Rita Raines",
        "rita@raines.example.com",
        "Umbrella Corporation",
        "Raccoon City",
        "31415926535");
  }
}
