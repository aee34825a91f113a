package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.OpenApi;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.DeploymentId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is too large for one answer comes in several. The gateway of the tests refuses what Lambda
/// refuses.
class LargeAnswersTest {
  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void deployments_of_long_lives_come_in_smaller_pages() {
    var id = plane.deploy("1.0.0").body().at("/id").asText();
    plane.altered(
        DeploymentId.of(id),
        it -> {
          for (int i = 0; i < 40; i++) {
            it.withArray("/timeline")
                .addObject()
                .put("at", "2026-11-01T12:00:00Z")
                .put("phase", "Serving")
                .put("detail", "\"".repeat(1_500));
          }
        });
    var copies = plane.copies(DeploymentId.of(id), 99);
    copies.add(id);
    for (var query : List.of("?limit=100", "?limit=100&plugin=markdown&environment=Development")) {
      var listed = new ArrayList<String>();
      for (var page : pages("/deployments" + query, Action.LIST_DEPLOYMENTS)) {
        listed.addAll(page.at("/items").findValuesAsText("id"));
      }
      assertEquals(100, listed.size(), query);
      assertEquals(copies, new TreeSet<>(listed), query);
    }
  }

  @Test
  void the_counts_of_ten_thousand_tenants_come_in_pages_that_are_the_whole_together() {
    var id = plane.deploy("1.0.0").body().at("/id").asText();
    plane.judged(DeploymentId.of(id), 10_000);
    var tenants = new ArrayList<String>();
    var baseline = new ArrayList<String>();
    for (var query : List.of("", "?limit=10000")) {
      tenants.clear();
      baseline.clear();
      var pages = pages("/deployments/" + id + "/verdicts/1" + query, Action.VIEW_VERDICT);
      assertTrue(pages.size() > 1, "one page of " + query);
      for (var page : pages) {
        assertEquals("Worse", page.at("/judged/answer").asText());
        page.at("/evidence/candidate").fieldNames().forEachRemaining(tenants::add);
        page.at("/evidence/baseline").fieldNames().forEachRemaining(baseline::add);
      }
      assertEquals(10_000, tenants.size() + baseline.size());
      assertEquals(tenants.stream().sorted().distinct().toList(), tenants);
      assertEquals(baseline.stream().sorted().distinct().toList(), baseline);
    }
  }

  @Test
  void a_page_of_tenants_is_as_long_as_documented() {
    var parameters =
        new OpenApi()
            .document()
            .at("/paths/~1api~1v1~1deployments~1{id}~1verdicts~1{number}/get/parameters");
    for (var parameter : parameters) {
      if (parameter.path("name").asText().equals("limit")) {
        assertEquals(EvidenceRoutes.TENANTS, parameter.at("/schema/default").asInt());
        return;
      }
    }
    throw new AssertionError("no limit in " + parameters);
  }

  private List<JsonNode> pages(String path, Action action) {
    List<JsonNode> pages = new ArrayList<>();
    var next = "";
    do {
      var from = next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "next=" + next;
      var reply = plane.as(Role.Admin, "GET", path + from).send();
      assertEquals(200, reply.status(), reply.toString());
      Documented.conforms(action, reply);
      pages.add(reply.body());
      assertTrue(pages.size() <= 200, "it never ends: " + path);
      next = reply.body().at("/next").asText();
    } while (!next.isEmpty());
    return pages;
  }
}
