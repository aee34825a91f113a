package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds `openapi.yaml` to what a node really answers. */
class OpenApiTest {
  @TempDir Path directory;

  @Test
  void every_address_answers_as_described() throws Exception {
    var api = new ObjectMapper(new YAMLFactory()).readTree(Path.of("../openapi.yaml").toFile());
    var controlPlane = new InMemoryControlPlane();
    try (var issuer = new Issuer();
        var node = new NodeUnderTest(directory, controlPlane, issuer)) {
      controlPlane.settings.limit("echo", "acme", new Quota(100, 10));
      var dates = new DeprecationDates(Instant.EPOCH, Optional.of(Instant.EPOCH));
      controlPlane.settings.change(
          "echo", TenantPluginId.EVERY_TENANT, it -> it.withDeprecated(Map.of("1.0.0", dates)));
      controlPlane.publish(
          Documents.serving(
              "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
      controlPlane.awaitAck("echo", 1);
      node.awaitReady();
      Set<String> paths = new TreeSet<>();
      api.path("paths").fieldNames().forEachRemaining(paths::add);
      assertEquals(
          Set.of(
              "/api/v1/plugins/{plugin}/invoke/{operation}",
              "/api/v1/plugins/{plugin}/route",
              "/health/live",
              "/health/ready",
              "/health/started",
              "/metrics",
              "/status"),
          paths);
      for (var path : paths) {
        if (!path.contains("{")) {
          assertEquals(200, node.get(path).statusCode(), path);
        }
      }
      assertValid(api, "Status", node.get("/status").body());
      var route = "/api/v1/plugins/echo/route";
      assertValid(api, "Route", node.get(route + "?tenant=acme").body());
      assertValid(api, "Routes", node.post(route, "{\"tenants\": [\"acme\"]}").body());
      assertValid(api, "Problem", node.get("/nowhere").body());
      var call =
          node.invoke(
              "echo",
              "run",
              "x",
              Map.of(
                  "Authorization",
                  "Bearer " + issuer.token("acme"),
                  "traceparent",
                  "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                  "tracestate",
                  "vendor=a"));
      api.at("/paths/~1api~1v1~1plugins~1{plugin}~1invoke~1{operation}/post/responses/200/headers")
          .fieldNames()
          .forEachRemaining(
              header -> assertTrue(call.headers().firstValue(header).isPresent(), header));
    }
  }

  private static void assertValid(JsonNode api, String schema, String json) {
    var reference = "{\"$ref\":\"#/components/schemas/" + schema + "\",";
    var wrapped = reference + api.toString().substring(1);
    var errors =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(wrapped, InputFormat.JSON)
            .validate(json, InputFormat.JSON);
    assertTrue(errors.isEmpty(), errors::toString);
  }
}
