package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.serialization.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose plugins do not all fit: each of these is estimated to take a megabyte. */
class CacheTest {
  private static final long ARCHIVE = 256 * 1024;
  private static final String ROOM_FOR_TWO = "2MB";
  private static final String SLOW_TO_START =
      "public void start(PluginContext context) throws Exception { Thread.sleep(300); }\n"
          + "public Reply handle(Call call) { return Reply.text(\"up\"); }";

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Map<String, RoutedVersion> registered = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void prepare() throws Exception {
    issuer = new Issuer();
    variables.put("HOTSWAP_CACHE_MAX_SIZE", ROOM_FOR_TWO);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void the_longest_idle_is_evicted_and_comes_back_when_it_is_called() throws Exception {
    start();
    deploy("a", "b");
    assertEquals("1.0.0", call("a"));
    assertEquals("1.0.0", call("b"));
    deploy("c");
    awaitCold(1);
    assertEquals("1.0.0", call("c"));
    for (var plugin : List.of("a", "b", "c", "a", "b")) {
      assertEquals("1.0.0", call(plugin));
    }
    Eventually.so("it keeps two", () -> figure("plugin_cache_loaded_bytes") <= 2 << 20);
    assertTrue(figure("plugin_cache_misses_total") >= 1);
    assertTrue(figure("plugin_cache_evictions_total") >= 2);
    assertTrue(figure("plugin_cache_hit_ratio") < 1);
  }

  @Test
  void while_all_fit_all_are_loaded_and_nothing_is_evicted() throws Exception {
    variables.remove("HOTSWAP_CACHE_MAX_SIZE");
    start();
    deploy("a", "b", "c");
    assertEquals("1.0.0", call("a"));
    assertEquals(0, figure("plugin_cache_cold_bytes"));
    assertEquals(0, figure("plugin_cache_evictions_total"));
    assertEquals(
        Optional.of("fits"), node.get("/health/ready").headers().firstValue("HotSwap-Cache"));
  }

  @Test
  void many_calls_of_a_cold_version_share_one_load() throws Exception {
    publish("slow", 1, SLOW_TO_START);
    deployed("a", "b");
    start();
    node.awaitReady();
    evict("slow");
    long before = loads("slow");
    try (var callers = Executors.newFixedThreadPool(16)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(callers.submit(() -> call("slow")));
      }
      for (var answer : answers) {
        assertEquals("up", answer.get());
      }
    }
    assertEquals(before + 1, loads("slow"));
  }

  @Test
  void a_cold_version_that_cannot_be_loaded_is_a_503_with_the_time_to_come_back() throws Exception {
    deployed("a", "b", "c");
    start();
    node.awaitReady();
    var cold = awaitCold(1);
    emptyBinaries();
    var digest = registered.get(cold).digest();
    var binary = controlPlane.stored.remove(digest);
    var answer = invoke(cold);
    assertEquals(503, answer.statusCode(), answer.body());
    assertEquals(Optional.of("1"), answer.headers().firstValue("Retry-After"));
    assertTrue(answer.body().contains("the store has no binary"), answer.body());
    controlPlane.stored.put(digest, binary);
    Eventually.so("it is back", () -> invoke(cold).statusCode() == 200);
  }

  @Test
  void a_call_waits_for_a_cold_version_no_longer_than_a_call_may_take() throws Exception {
    deployed("a", "b", "c");
    start();
    node.awaitReady();
    var cold = awaitCold(1);
    emptyBinaries();
    controlPlane.away = true;
    var answer = invoke(cold);
    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("did not come up in time"), answer.body());
    assertEquals(200, node.get("/health/live").statusCode());
    controlPlane.away = false;
    Eventually.so("it is back", () -> invoke(cold).statusCode() == 200);
  }

  @Test
  void a_rollback_to_a_cold_version_loads_it_before_anybody_is_switched() throws Exception {
    start();
    var old = controlPlane.register("1.0.0", archive("a", "1.0.0"));
    var next = sized(controlPlane.register("1.1.0", archive("a", "1.1.0")));
    controlPlane.publish(Documents.serving("a", 1, sized(old)));
    controlPlane.awaitAck("a", 1);
    controlPlane.publish(Documents.warming("a", 2, next, sized(old)));
    controlPlane.awaitAck("a", 2);
    evict("a", "1.0.0");
    assertEquals("1.1.0", call("a"));
    double missed = figure("plugin_cache_misses_total");
    controlPlane.publish(Documents.serving("a", 3, sized(old)));
    controlPlane.awaitAck("a", 3);
    assertEquals("1.0.0", call("a"));
    assertEquals(missed, figure("plugin_cache_misses_total"));
  }

  @Test
  void what_a_deployment_needs_is_not_evicted_and_what_is_watched_goes_last() throws Exception {
    start();
    // First: while they are deployed, they go after what is watched.
    deploy("a", "b", "c");
    var watched = sized(controlPlane.register("1.0.0", archive("watched", "1.0.0")));
    var watch =
        new HealthSupervision.Watch("1.0.0", Optional.empty(), Instant.now().plusSeconds(600), 0);
    controlPlane.publish(
        Documents.supervising(
            Documents.serving("watched", 1, watched),
            HealthSupervision.NONE.watching(Optional.of(watch))));
    var staged = sized(controlPlane.register("1.0.0", archive("staged", "1.0.0")));
    controlPlane.publish(Documents.staging("staged", 1, Optional.empty(), staged));
    Eventually.so("three are evicted", () -> cold().size() == 3);
    assertEquals(Optional.of("Ready"), state("watched", "1.0.0"));
    assertEquals(Optional.of("Ready"), state("staged", "1.0.0"));
    assertEquals(
        Optional.of("full"), node.get("/health/ready").headers().firstValue("HotSwap-Cache"));
  }

  @Test
  void what_is_cold_is_acknowledged_as_ready() throws Exception {
    deployed("a", "b", "c");
    start();
    node.awaitReady();
    var cold = awaitCold(1);
    controlPlane.publish(Documents.serving(cold, 2, sized(registered.get(cold))));
    controlPlane.awaitAck(cold, 2);
    var acknowledgement = controlPlane.lastAck(cold).orElseThrow();
    assertEquals(Map.of("1.0.0", VersionState.Ready), acknowledgement.versions());
    assertEquals(2, acknowledgement.serving());
    assertEquals(Optional.of("Cold"), state(cold, "1.0.0"));
    assertEquals("1.0.0", call(cold));
  }

  @Test
  void a_starting_node_loads_the_preloaded_first_and_waits_for_no_more_than_fits()
      throws Exception {
    variables.put("HOTSWAP_CACHE_PRELOAD", "e, f");
    deployed("a", "b", "c", "d", "e", "f");
    start();
    node.awaitReady();
    assertEquals(List.of(1L, 1L), List.of(loads("e"), loads("f")));
    assertEquals(4, cold().size());
    for (var plugin : List.of("a", "b", "c", "d")) {
      assertEquals("1.0.0", call(plugin));
    }
    assertEquals(Optional.of("Ready"), state("e", "1.0.0"));
    assertEquals(Optional.of("Ready"), state("f", "1.0.0"));
  }

  @Test
  void a_restarted_node_serves_what_was_cold_with_the_control_plane_gone() throws Exception {
    var token = Map.of("Authorization", "Bearer " + issuer.token("acme"));
    deployed("a", "b", "c");
    start();
    node.awaitReady();
    for (var plugin : List.of("a", "b", "c")) {
      assertEquals("1.0.0", call(plugin));
    }
    node.close();
    controlPlane.away = true;
    start();
    node.awaitReady();
    for (var plugin : List.of("a", "b", "c")) {
      assertEquals("1.0.0", node.invoke(plugin, "run", "", token).body());
    }
  }

  @Test
  void what_nobody_calls_for_too_long_goes_cold() throws Exception {
    variables.put("HOTSWAP_CACHE_TTL", "PT1S");
    start();
    deploy("a");
    awaitCold(1);
    assertEquals("1.0.0", call("a"));
    assertEquals(
        Optional.of("fits"), node.get("/health/ready").headers().firstValue("HotSwap-Cache"));
  }

  private void start() throws Exception {
    node = new NodeUnderTest(directory, controlPlane, issuer, variables);
  }

  private void deploy(String... plugins) throws Exception {
    deployed(plugins);
    for (var plugin : plugins) {
      controlPlane.awaitAck(plugin, 1);
    }
  }

  private void deployed(String... plugins) {
    for (var plugin : plugins) {
      var version = controlPlane.register("1.0.0", archive(plugin, "1.0.0"));
      registered.put(plugin, version);
      controlPlane.publish(Documents.serving(plugin, 1, sized(version)));
    }
  }

  private void publish(String plugin, long generation, String members) {
    var version = controlPlane.register("1.0.0", PluginSource.of(plugin, "1.0.0", members).jar());
    controlPlane.publish(Documents.serving(plugin, generation, sized(version)));
  }

  private static byte[] archive(String plugin, String version) {
    return PluginSource.echo(plugin, version).jar();
  }

  // As if it were as large.
  private static RoutedVersion sized(RoutedVersion version) {
    return new RoutedVersion(
        version.version(),
        version.digest(),
        ARCHIVE,
        version.deploymentId(),
        version.traceparent());
  }

  private void evict(String plugin) throws Exception {
    evict(plugin, "1.0.0");
  }

  // Others take its room.
  private void evict(String plugin, String version) throws Exception {
    deploy("other-1", "other-2");
    Callable<Boolean> gone = () -> state(plugin, version).equals(Optional.of("Cold"));
    Eventually.so(
        plugin + " is evicted",
        () -> {
          call("other-1");
          call("other-2");
          return gone.call();
        });
  }

  private String call(String plugin) throws Exception {
    var answer = invoke(plugin);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private HttpResponse<String> invoke(String plugin) throws Exception {
    return node.invoke(plugin, "run", "");
  }

  private String awaitCold(int count) throws Exception {
    Eventually.so(count + " are cold", () -> cold().size() == count);
    return cold().getFirst();
  }

  private List<String> cold() throws Exception {
    return states().entrySet().stream()
        .filter(it -> it.getValue().containsValue("Cold"))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Optional<String> state(String plugin, String version) throws Exception {
    return Optional.ofNullable(states().get(plugin)).map(it -> it.get(version));
  }

  private Map<String, Map<String, String>> states() throws Exception {
    Map<String, Map<String, String>> states = new HashMap<>();
    for (var plugin : Json.read(node.get("/status").body(), Said.class).plugins()) {
      states.put(plugin.name(), plugin.versions());
    }
    return states;
  }

  private record Said(List<SaidOfPlugin> plugins) {}

  private record SaidOfPlugin(String name, Map<String, String> versions) {}

  private double figure(String name) throws Exception {
    return node.get("/metrics")
        .body()
        .lines()
        .filter(it -> it.startsWith(name + " "))
        .mapToDouble(it -> Double.parseDouble(it.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private long loads(String plugin) throws Exception {
    return (long)
        figure(
            "plugin_load_duration_seconds_count{environment=\"Development\",plugin=\"%s\"}"
                .formatted(plugin));
  }

  private void emptyBinaries() throws Exception {
    try (var files = Files.list(directory.resolve("data/binaries"))) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
