package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.scope.ScopedJvm;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.SelfAttached;
import io.hotswap.runtime.unloading.Recompiled;
import io.hotswap.runtime.unloading.UnloadCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for plugins as people write them, wherever they run, through two versions and ten
 * swaps: each time the next one is brought up beside the one that serves, and both are called.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SwapContract {
  private static final int SWAPS = 10;
  private static final Duration PROOF = Duration.ofMinutes(2);
  private static final List<String> OPERATIONS =
      List.of(
          "h2",
          "sqlite",
          "temporary",
          "own-driver",
          "drivers",
          "services",
          "contexts",
          "bouncy-castle",
          "own-provider",
          "without",
          "properties");

  private final Map<SwappedPlugin, byte[]> archives = new EnumMap<>(SwappedPlugin.class);

  /** By operation, whatever each version answered, and what it should have. */
  private final Map<String, List<Answer>> answers = new HashMap<>();

  private final List<Provider> providers = List.of(Security.getProviders());
  Ground ground;
  private ScopedJvm jvm;
  private long filesBefore;

  private record Running(SwappedPlugin plugin, LoadedVersion version) {}

  private record Answer(SwappedPlugin plugin, String text) {}

  abstract Map<String, String> variables();

  @BeforeAll
  void swap(@TempDir Path root) throws Exception {
    SelfAttached.agent();
    jvm = ScopedJvm.begin();
    filesBefore = files();
    for (var each : SwappedPlugin.values()) {
      archives.put(each, each.zip());
    }
    Recompiled.afterChanges(
        "sun.security.jca.Providers",
        "java.security.Security",
        "java.util.concurrent.ForkJoinPool");
    jvm.hideTheNode();
    var settings = new HashMap<>(variables());
    settings.put("HOTSWAP_UNLOAD_CYCLE_MILLIS", "200");
    ground = new Ground(root, settings);
    var serving = load(SwappedPlugin.FIRST);
    ask(serving);
    for (int i = 0; i < SWAPS; i++) {
      var next = load(i % 2 == 0 ? SwappedPlugin.SECOND : SwappedPlugin.FIRST);
      ask(next);
      ask(serving);
      ground.retire(serving.version());
      serving = next;
    }
    ask(serving);
    last(serving.version());
    ground.retire(serving.version());
  }

  /** What else is to be seen while one version serves. */
  void last(LoadedVersion serving) throws Exception {}

  private Running load(SwappedPlugin plugin) throws Exception {
    return new Running(plugin, ground.load(plugin.version, archives.get(plugin)));
  }

  private void ask(Running running) throws Exception {
    for (var operation : OPERATIONS) {
      answers
          .computeIfAbsent(operation, it -> new ArrayList<>())
          .add(new Answer(running.plugin(), ground.text(running.version(), operation)));
    }
  }

  private static long files() throws IOException {
    try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(it -> it.getFileName().toString().matches("(sqlite-|left).*")).count();
    }
  }

  @AfterAll
  void end() {
    ground.close();
    jvm.close();
  }

  @Test
  void each_version_is_connected_by_the_database_driver_that_it_bundles() {
    assertAlways("h2", it -> it.h2);
  }

  @Test
  void drivers_that_it_registers_as_services_are_its_own() {
    assertAlways("own-driver", it -> "OwnDrivertrue");
  }

  @Test
  void a_driver_that_cannot_be_loaded_keeps_no_other_from_being_found_and_none_is_anothers() {
    assertAlways(
        "drivers", it -> "[org.h2.Driver, org.sqlite.JDBC, test.OtherDriver, test.OwnDriver]");
  }

  @Test
  void tasks_in_pools_that_all_share_find_the_services_of_their_own_version() {
    assertAlways(
        "services",
        it -> "[asked true, common %1$s, parallel %1$s, set true]".formatted(it.version));
  }

  @Test
  void no_thread_shows_the_node_s_classes_or_files() {
    assertAlways("contexts", it -> "[]");
  }

  @Test
  void libraries_that_it_unpacks_and_files_that_it_leaves_go_with_it() throws Exception {
    assertAlways("sqlite", it -> it.sqlite);
    assertAlways("temporary", it -> "truetrue");
    assertEquals(filesBefore, files());
    try (var left = Files.list(ground.directory.temporary())) {
      assertEquals(
          List.of(), left.filter(it -> it.getFileName().toString().startsWith("p-")).toList());
    }
  }

  @Test
  void a_security_provider_that_it_adds_is_its_own_on_every_thread() {
    assertAlways("bouncy-castle", it -> it.bouncyCastle + "true");
  }

  @Test
  void a_provider_that_it_puts_first_is_first_for_it_alone() {
    assertAlways("own-provider", it -> "true[7]");
    assertEquals(providers, List.of(Security.getProviders()));
  }

  @Test
  void a_provider_that_one_version_removes_is_there_for_others() {
    assertAlways("without", it -> "" + (it == SwappedPlugin.SECOND));
    assertEquals(providers, List.of(Security.getProviders()));
  }

  @Test
  void properties_that_it_sets_are_set_for_it_alone() {
    assertAlways(
        "properties",
        it -> "[none, true, %1$s, true, true, %1$s, %1$s, true]".formatted(it.version));
    assertNull(System.getProperties().get("swap.object"));
    assertNull(Security.getProperty("swap.security"));
  }

  @Test
  void every_version_is_proved_gone() throws Exception {
    Eventually.within(
        PROOF,
        () -> "all are certified: " + ground.certificates,
        () -> ground.certificates.size() > SWAPS);
    assertEquals(
        List.of(),
        ground.certificates.stream()
            .filter(
                it -> !(it instanceof UnloadCertificate.Collected collected) || collected.leaked())
            .toList());
  }

  private void assertAlways(String operation, Function<SwappedPlugin, String> expected) {
    var all = answers.get(operation);
    assertEquals(2 * SWAPS + 2, all.size());
    assertEquals(
        List.of(),
        all.stream().filter(it -> !it.text().equals(expected.apply(it.plugin()))).toList());
  }
}
