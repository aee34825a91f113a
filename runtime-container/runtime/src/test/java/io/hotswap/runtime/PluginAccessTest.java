package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node where tenants may use what was granted alone, and one that is open. */
class PluginAccessTest {
  private static final Set<String> DIFFERENT = Set.of("date", "content-length", "traceparent");

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    var version = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    decide("acme", Optional.of(PluginAccess.Granted));
    decide("initech", Optional.of(PluginAccess.Refused));
    controlPlane.settings.disable("shop", "umbrella");
    controlPlane.publish(Documents.serving("shop", 1, version));
  }

  private void begin(String access) throws Exception {
    node =
        new NodeUnderTest(directory, controlPlane, issuer, Map.of("HOTSWAP_PLUGIN_ACCESS", access));
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_closed_node_serves_those_whom_it_was_granted_to() throws Exception {
    begin("Closed");
    assertEquals(200, call("shop", "acme").statusCode());
    assertEquals(404, call("shop", "initech").statusCode());
    assertEquals(404, call("shop", "umbrella").statusCode(), "disabled and not granted");
    assertEquals(404, call("shop", "nobody").statusCode());
    decide("nobody", Optional.of(PluginAccess.Granted));
    Eventually.so("granted", () -> call("shop", "nobody").statusCode() == 200);
    decide("acme", Optional.empty());
    Eventually.so("not any more", () -> call("shop", "acme").statusCode() == 404);
    assertTrue(node.get("/api/v1/plugins/shop/route?tenant=acme").body().contains("noAccess"));
  }

  @Test
  void an_open_node_serves_all_but_those_who_are_refused() throws Exception {
    begin("Open");
    assertEquals(404, call("shop", "initech").statusCode());
    assertEquals(200, call("shop", "nobody").statusCode());
    decide("initech", Optional.empty());
    Eventually.so("not refused any more", () -> call("shop", "initech").statusCode() == 200);
  }

  /** Neither by a word nor by a header. */
  @Test
  void who_may_not_use_a_plugin_does_not_learn_that_there_is_one() throws Exception {
    begin("Open");
    var refused = call("shop", "initech");
    var missing = call("mops", "initech");
    assertEquals(missing.statusCode(), refused.statusCode());
    assertEquals(comparable(missing, "mops"), comparable(refused, "shop"));
    assertEquals(headers(missing), headers(refused));
  }

  @Test
  void what_the_control_plane_tells_of_the_stage_stands_above_the_nodes_own_variables()
      throws Exception {
    tell(AccessDefault.Closed, Optional.empty());
    begin("Open");
    assertEquals(404, call("shop", "nobody").statusCode());
    assertEquals(200, call("shop", "acme").statusCode());
    tell(AccessDefault.Open, Optional.of(new Quota(50, 5)));
    Eventually.so("the stage is open", () -> call("shop", "nobody").statusCode() == 200);
    var policy = call("shop", "nobody").headers().firstValue("RateLimit-Policy");
    assertTrue(policy.orElse("none").contains("q=50;w=60"), policy::toString);
    tell(AccessDefault.Closed, Optional.empty());
    Eventually.so("the stage is closed", () -> call("shop", "nobody").statusCode() == 404);
    node.close();
    controlPlane.away = true;
    begin("Open");
    assertEquals(200, call("shop", "acme").statusCode(), "served from disk");
    assertEquals(404, call("shop", "nobody").statusCode(), "the defaults are on disk too");
  }

  @Test
  void what_was_told_is_on_disk_also_where_the_nodes_variables_said_the_same() throws Exception {
    tell(AccessDefault.Closed, Optional.empty());
    begin("Closed");
    assertEquals(200, call("shop", "acme").statusCode());
    node.close();
    controlPlane.away = true;
    begin("Open");
    assertEquals(404, call("shop", "nobody").statusCode());
  }

  @Test
  void what_is_told_only_later_is_on_disk_too() throws Exception {
    begin("Closed");
    tell(AccessDefault.Closed, Optional.empty());
    Eventually.so(
        "kept", () -> Files.exists(directory.resolve("data/stage-defaults-Development.json")));
    node.close();
    controlPlane.away = true;
    begin("Open");
    assertEquals(404, call("shop", "nobody").statusCode());
  }

  private void tell(AccessDefault access, Optional<Quota> quota) {
    controlPlane.settings.stage = Optional.of(new TenantDefaults(access, quota));
  }

  private static String comparable(HttpResponse<String> reply, String plugin) {
    return reply
        .body()
        .replace(plugin, "PLUGIN")
        .replaceAll("\"(requestId|traceId)\":\"[^\"]*\"", "\"$1\":\"\"");
  }

  private static Set<String> headers(HttpResponse<String> reply) {
    var names = new TreeSet<>(reply.headers().map().keySet());
    names.removeAll(DIFFERENT);
    return names;
  }

  private void decide(String tenant, Optional<PluginAccess> access) {
    controlPlane.settings.change("shop", tenant, it -> it.withAccess(access));
  }

  private HttpResponse<String> call(String plugin, String tenant) throws Exception {
    var authorization = Map.of("Authorization", "Bearer " + issuer.token(tenant));
    return node.invoke(plugin, "run", "", authorization);
  }
}
