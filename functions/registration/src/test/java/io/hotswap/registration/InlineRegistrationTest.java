package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReport.Leak;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InlineRegistrationTest extends RegistrationTest {
  private static final Instant UNLOADED = Instant.parse("2026-11-24T10:00:00Z");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void a_jar_becomes_a_version() {
    var jar = plugin("markdown", "1.0.0");
    var reply =
        as(Role.Developer, "POST", PLUGINS)
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .json(
                Map.of(
                    "name",
                    "markdown",
                    "version",
                    "1.0.0",
                    "sha256",
                    sha256(jar),
                    "content",
                    base64(jar)))
            .send();
    assertEquals(201, reply.status(), reply.toString());
    Documented.conforms(Action.REGISTER_PLUGIN, reply);
    var version = reply.body().at("/version");
    assertEquals(PluginId.of("markdown").toString(), reply.body().at("/pluginId").asText());
    assertEquals("sha256:" + sha256(jar), version.at("/digest").asText());
    assertEquals(jar.length, version.at("/size").asInt());
    assertEquals("jar", version.at("/format").asText());
    assertEquals("ada", version.at("/registeredBy").asText());
    assertEquals("demo.Demo", version.at("/manifest/entryPoint").asText());
    assertTrue(version.at("/traceparent").asText().startsWith("00-" + TRACE), version.toString());
    assertTrue(objects("binaries/").contains("binaries/" + sha256(jar)));

    var audit = audited(PluginId.of("markdown").toString()).getFirst();
    assertEquals("registerPlugin", audit.action());
    assertEquals("ada", audit.origin().actor());
    assertEquals("1.0.0", audit.after().get("version"));

    for (var id : List.of("markdown", PluginId.of("markdown").toString())) {
      var plugin = get(PLUGINS + "/" + id);
      assertEquals("1.0.0", plugin.body().at("/latestVersion").asText());
      Documented.conforms(Action.VIEW_PLUGIN, plugin);
    }
  }

  @Test
  void a_zip_becomes_a_version() {
    var zip =
        Zips.of(Map.of("demo.jar", plugin("zipped", "1.0.0"), "lib/a.jar", plugin("x", "1.0.0")));
    var reply = inline("zipped", zip);
    assertEquals(201, reply.status(), reply.toString());
    assertEquals("zip", reply.body().at("/version/format").asText());
  }

  @Test
  void the_same_bytes_again_are_the_same_version() {
    var jar = plugin("again", "1.0.0");
    var first = inline("again", jar);
    var second = inline("again", jar);
    assertEquals(201, second.status(), second.toString());
    assertEquals(first.body(), second.body());
    assertEquals(1, audited(PluginId.of("again").toString()).size());
  }

  @Test
  void other_bytes_under_a_taken_version_are_refused() {
    inline("taken", plugin("taken", "1.0.0"));
    var before = everything();
    var reply = inline("taken", plugin("taken", "1.0.0", "other"));
    assertProblem(Action.REGISTER_PLUGIN, reply, 409, "version-exists", "/version");
    assertEquals(before, everything());
  }

  @Test
  void what_became_of_an_unloaded_version_is_told_with_it() {
    inline("leaky", plugin("leaky", "1.0.0"));
    inline("leaky", plugin("leaky", "1.1.0"));
    var leak = new Leak(LeakKind.Timer, "Timer \"t\" goes on.", List.of("thread t"), 1);
    var told =
        new UnloadReport(
            Environment.Production,
            PluginId.of("leaky"),
            "1.0.0",
            "n1",
            "i1",
            UNLOADED,
            List.of(),
            Optional.of(leak),
            UNLOADED);
    new DynamoUnloadReports(DYNAMO, new Tables(ENVIRONMENT)).report(told);
    var versions = get(PLUGINS + "/leaky/versions");
    Documented.conforms(Action.LIST_VERSIONS, versions);
    assertEquals(0, versions.body().at("/items/0/unloads").size());
    var unload = versions.body().at("/items/1/unloads/0");
    assertEquals("n1", unload.at("/node").asText());
    assertEquals("Timer", unload.at("/kind").asText());
    assertEquals("Timer \"t\" goes on.", unload.at("/sentence").asText());
    assertEquals(UNLOADED.toString(), unload.at("/since").asText());
  }

  @Test
  void a_known_name_keeps_its_id_and_its_versions_are_in_order() {
    Set<String> ids = new HashSet<>();
    for (var version : List.of("1.9.0", "2.0.0-rc.1", "1.10.0", "2.0.0-rc.2+b2")) {
      ids.add(inline("ordered", plugin("ordered", version)).body().at("/pluginId").asText());
    }
    assertEquals(1, ids.size());
    var versions = get(PLUGINS + "/ordered/versions");
    Documented.conforms(Action.LIST_VERSIONS, versions);
    List<String> found = new ArrayList<>();
    versions.body().at("/items").forEach(it -> found.add(it.at("/version").asText()));
    assertEquals(List.of("2.0.0-rc.2+b2", "2.0.0-rc.1", "1.10.0", "1.9.0"), found);
    var plugin = get(PLUGINS + "/ordered").body();
    assertEquals("2.0.0-rc.2+b2", plugin.at("/latestVersion").asText());
    assertEquals(4, plugin.at("/versions").asInt());
  }

  @Test
  void plugins_are_listed_by_name_page_by_page() {
    for (var name : List.of("page-c", "page-a", "page-b")) {
      inline(name, plugin(name, "1.0.0"));
    }
    List<String> names = new ArrayList<>();
    var path = PLUGINS + "?limit=2";
    while (true) {
      var page = get(path);
      Documented.conforms(Action.LIST_PLUGINS, page);
      page.body().at("/items").forEach(it -> names.add(it.at("/name").asText()));
      if (!page.body().has("next")) {
        break;
      }
      path = PLUGINS + "?limit=2&next=" + page.body().at("/next").asText();
    }
    assertEquals(names.stream().sorted().distinct().toList(), names);
    assertTrue(names.containsAll(List.of("page-a", "page-b", "page-c")), names.toString());
  }

  @Test
  void twenty_with_one_key_have_one_effect() throws Exception {
    var body = Map.of("name", "once", "content", base64(plugin("once", "1.0.0")));
    var replies =
        atOnce(
            Collections.nCopies(
                20,
                () ->
                    as(Role.Developer, "POST", PLUGINS)
                        .header("Idempotency-Key", "once-1")
                        .json(body)
                        .send()));
    assertEquals(Set.of(201), statuses(replies));
    assertEquals(1, replies.stream().map(Reply::body).distinct().count());
    assertEquals(1, audited(PluginId.of("once").toString()).size());
  }

  @Test
  void many_versions_at_once_are_all_there() throws Exception {
    var replies =
        atOnce(
            IntStream.range(0, 6)
                .<Callable<Reply>>mapToObj(
                    i -> () -> inline("crowd", plugin("crowd", "1." + i + ".0")))
                .toList());
    assertEquals(Set.of(201), statuses(replies));
    assertEquals(6, get(PLUGINS + "/crowd").body().at("/versions").asInt());
    assertEquals("1.5.0", get(PLUGINS + "/crowd").body().at("/latestVersion").asText());
  }

  @Test
  void of_many_binaries_for_one_version_one_wins_and_the_others_leave_nothing() throws Exception {
    var before = objects("binaries/");
    var replies =
        atOnce(
            IntStream.range(0, 6)
                .<Callable<Reply>>mapToObj(
                    i -> () -> inline("race", plugin("race", "1.0.0", "bytes " + i)))
                .toList());
    assertEquals(Set.of(201, 409), statuses(replies));
    assertEquals(1, replies.stream().filter(it -> it.status() == 201).count());
    var now = objects("binaries/");
    now.removeAll(before);
    var digest = get(PLUGINS + "/race/versions").body().at("/items/0/digest").asText();
    assertEquals(Set.of("binaries/" + digest.replace("sha256:", "")), now);
  }

  @Test
  void open_api_describes_exactly_these_routes() {
    assertEquals(Documented.routes("RegistrationFunction"), Documented.routes(function));
    assertEquals(
        Arrays.stream(Action.values()).map(Action::operationId).sorted().toList(),
        List.copyOf(Documented.operationIds()));
  }

  private static List<Reply> atOnce(List<Callable<Reply>> calls) throws Exception {
    try (var executor = Executors.newFixedThreadPool(calls.size())) {
      List<Reply> replies = new ArrayList<>();
      for (var reply : executor.invokeAll(calls)) {
        replies.add(reply.get());
      }
      return replies;
    }
  }

  private static Set<Integer> statuses(List<Reply> replies) {
    Set<Integer> statuses = new HashSet<>();
    replies.forEach(it -> statuses.add(it.status()));
    return statuses;
  }
}
