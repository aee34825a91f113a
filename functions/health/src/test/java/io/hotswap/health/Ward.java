package io.hotswap.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.TestContext;
import io.hotswap.api.TestIssuer;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.HealthReport;
import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoFigures;
import io.hotswap.persistence.DynamoHealthReports;
import io.hotswap.persistence.DynamoNodes;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.Items;
import io.hotswap.persistence.Json;
import io.hotswap.persistence.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Both functions in process, on a real engine, with one plugin that nodes speak of.
final class Ward implements AutoCloseable {
  static final PluginId MARKDOWN = PluginId.of("markdown");

  private final TestIssuer issuer = new TestIssuer();
  private final Map<String, String> environment = new HashMap<>();
  private final Tables tables;
  private final DynamoNodes nodes;
  private final DynamoRouting routing;
  private final ApiHandler api;
  private final WatchHandler watch;

  Ward() {
    environment.putAll(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    for (var machine : List.of("DEPLOY", "ROLL_BACK")) {
      environment.put(
          "HOTSWAP_" + machine + "_MACHINE",
          "arn:aws:states:us-east-1:000000000000:stateMachine:none-" + machine);
    }
    tables = new Tables(environment);
    nodes = new DynamoNodes(Aws.dynamo(), tables);
    routing = new DynamoRouting(Aws.dynamo(), Aws.s3(), tables);
    api = new ApiHandler(environment);
    watch = new WatchHandler(environment);
    var plugin =
        Items.of("PLUGIN#" + MARKDOWN, "PLUGIN", Map.of("name", "markdown", "description", "text"));
    Aws.dynamo().putItem(it -> it.tableName(tables.plugins()).item(plugin));
  }

  void serves(String version) {
    var document =
        new RoutingDraft(MARKDOWN, "markdown", Environment.Development)
            .knows(new RoutedVersion(version, Digest.of(new byte[32]), 10, "d", ""))
            .serves(Optional.of(version))
            .written(UUID.randomUUID().toString(), Instant.now(), "");
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            "Plugin#" + MARKDOWN,
            Instant.now(),
            "test",
            Origin.system("test", "r1", ""),
            Map.of(),
            Map.of());
    if (!routing.commit(document, audit, routing.rotation(Environment.Development))) {
      throw new AssertionError("The document is not in force");
    }
  }

  void nodeSpeaks(String node, String version, int failures) {
    var now = Instant.now();
    nodes.heartbeat(
        new Lease(Environment.Development, node, node + "-1", "h:1", now, now.plusSeconds(30)));
    nodes.acknowledge(
        new Acknowledgement(
            Environment.Development,
            MARKDOWN,
            node,
            node + "-1",
            1,
            1,
            Map.of(version, VersionState.Ready),
            Optional.empty(),
            now));
    new DynamoHealthReports(Aws.dynamo(), tables)
        .report(
            new HealthReport(
                Environment.Development,
                MARKDOWN,
                version,
                node,
                node + "-1",
                failures,
                failures == 0 ? "" : "no database",
                now));
  }

  void calls(String node, String version, long calls, long failures) {
    var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    new DynamoFigures(Aws.dynamo(), tables)
        .record(
            new MinuteFigures(
                Environment.Development,
                MARKDOWN,
                version,
                node,
                node + "-1",
                minute,
                List.of(new MinuteFigures.Slice(0, calls, failures)),
                new Latencies(new TreeMap<>(Map.of(2000L, calls)))));
  }

  Gateway.Request as(Role role, String method, String path) {
    return new Gateway(api).request(method, "/api/v1" + path).token(issuer.token("ada", role));
  }

  Gateway.Reply get(String path) {
    return as(Role.Viewer, "GET", path).send();
  }

  Instant healthAsked() {
    return Optional.ofNullable(routing.healthAsked(Environment.Development).get(MARKDOWN))
        .orElseThrow();
  }

  Set<String> aside() {
    return routing.rotation(Environment.Development).nodes();
  }

  JsonNode told(String body) {
    var batch = Map.of("Records", List.of(Map.of("messageId", "m1", "body", body)));
    var answer = new ByteArrayOutputStream();
    try {
      var input = new ByteArrayInputStream(Json.write(batch).getBytes(StandardCharsets.UTF_8));
      watch.handleRequest(input, answer, new TestContext());
      return Json.MAPPER.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> routes() {
    return Documented.routes(api);
  }

  @Override
  public void close() {
    api.getApplicationContext().close();
    watch.close();
    issuer.close();
  }
}
