package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredPluginVersion;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lists that are too large for one answer. The gateway of the tests refuses what Lambda refuses.
class VersionPagesTest extends RegistrationTest {
  private static final int MANIFEST = 65_000;

  @Test
  void manifests_that_pass_lambdas_limit_together_come_in_pages() {
    var versions = IntStream.range(0, 130).mapToObj(i -> "1." + i + ".0").toList();
    stored("many", versions);
    var newestFirst = new ArrayList<>(versions);
    Collections.reverse(newestFirst);
    for (var query : List.of("", "?limit=100", "?limit=7")) {
      assertEquals(newestFirst, listed("many", query), query);
    }
  }

  @Test
  void of_many_nodes_that_unloaded_a_version_the_newest_are_told_as_far_as_they_fit() {
    stored("unloaded", List.of("1.0.0", "2.0.0"));
    for (int i = 0; i < 60; i++) {
      unloaded("1.0.0", i, Collections.nCopies(100, "\"".repeat(600)));
      unloaded("2.0.0", i, List.of("Demo.cache"));
    }
    var items = as(Role.Admin, "GET", PLUGINS + "/unloaded/versions").send().body().at("/items");
    var newestFirst = IntStream.range(0, 60).mapToObj(i -> "node-" + (59 - i)).toList();
    assertEquals(newestFirst, items.at("/0/unloads").findValuesAsText("node"));
    var told = items.at("/1/unloads").findValuesAsText("node");
    assertTrue(told.size() > 1 && told.size() < 60, told.toString());
    assertEquals(newestFirst.subList(0, told.size()), told);
  }

  private static void unloaded(String version, int node, List<String> path) {
    var now = Instant.now();
    new DynamoUnloadReports(DYNAMO, new Tables(ENVIRONMENT))
        .report(
            new UnloadReport(
                Environment.Production,
                PluginId.of("unloaded"),
                version,
                "node-" + node,
                "i",
                now,
                path,
                Optional.of(new UnloadReport.Leak(LeakKind.values()[0], "held", path, 1)),
                now.plusSeconds(node)));
  }

  @Test
  void a_next_that_is_no_version_is_refused() {
    stored("strict", List.of("1.0.0"));
    for (var next : List.of("latest", "1.0", "PLUGIN#1.0.0", "1.0.0\n")) {
      var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes());
      var reply = get(PLUGINS + "/strict/versions?next=" + encoded);
      assertProblem(Action.LIST_VERSIONS, reply, 400, "invalid-parameter", "#query/next");
    }
  }

  @Test
  void a_plugin_of_many_large_versions_is_deleted() {
    var versions = IntStream.range(0, 170).mapToObj(i -> "0." + i + ".0").toList();
    stored("vast", versions);
    var reply = as(Role.Admin, "DELETE", PLUGINS + "/vast").send();
    assertEquals(204, reply.status(), reply.toString());
    assertTrue(everything().stream().noneMatch(it -> it.contains(PluginId.of("vast") + "/V")));
  }

  private static List<String> listed(String plugin, String query) {
    List<String> versions = new ArrayList<>();
    var next = query;
    do {
      var reply = get(PLUGINS + "/" + plugin + "/versions" + next);
      assertEquals(200, reply.status(), reply.toString());
      Documented.conforms(Action.LIST_VERSIONS, reply);
      reply.body().at("/items").forEach(it -> versions.add(it.at("/version").asText()));
      assertTrue(versions.size() <= 200, "it never ends: " + query);
      var cursor = reply.body().at("/next").asText();
      next = cursor.isEmpty() ? "" : (query.isEmpty() ? "?" : query + "&") + "next=" + cursor;
    } while (!next.isEmpty());
    return versions;
  }

  /// As registration leaves them, without as many binaries.
  private static void stored(String name, List<String> versions) {
    var id = PluginId.of(name);
    var table = ENVIRONMENT.get("HOTSWAP_PLUGINS_TABLE");
    // Every quotation mark takes two bytes of the answer.
    var manifest = Json.write(Map.of("empty", Collections.nCopies(MANIFEST / 3, "")));
    for (var version : versions) {
      var stored =
          new PluginVersion(
              id,
              name,
              new SemanticVersion(version),
              "FUNCTION",
              "text",
              Digest.of(new byte[32]),
              1,
              PackageFormat.Jar,
              manifest,
              Instant.EPOCH,
              "ada",
              "");
      var item = Items.of(PluginKeys.version(id, version), StoredPluginVersion.of(stored));
      DYNAMO.putItem(it -> it.tableName(table).item(item));
    }
    var plugin =
        Map.of(
            "pluginId",
            id,
            "name",
            name,
            "type",
            "FUNCTION",
            "description",
            "text",
            "latestVersion",
            versions.getLast(),
            "versions",
            versions.size(),
            "createdAt",
            Instant.EPOCH,
            "updatedAt",
            Instant.EPOCH,
            "revision",
            1);
    DYNAMO.putItem(it -> it.tableName(table).item(Items.of(PluginKeys.plugin(id), plugin)));
  }
}
