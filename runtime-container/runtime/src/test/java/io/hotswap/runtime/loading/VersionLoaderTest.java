package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.AnyCall;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.Telemetry;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionLoaderTest {
  private static final String LIBRARY_VERSION =
      "public Reply handle(Call call) { return Reply.text(vendor.Library.version()); }";
  private static final String HANDLES =
      "public Reply handle(Call call) { return Reply.text(\"ok\"); }\n";

  @TempDir Path root;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private final Telemetry telemetry = Telemetry.start("test", "test", 0, Map.of());
  private final PluginSpans spans = new PluginSpans(telemetry, "node-1");
  private final List<HealthFinding> findings = new CopyOnWriteArrayList<>();
  private DataDirectory directory;
  private LoadingConfig config;
  private final GlobalState globals = new GlobalState(metrics);
  private CollectionProof collectionProof;
  private CodeTracker codeTracker;
  private VersionLoader loading;

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root);
    directory.prepare();
    var variables = new Variables(TestNode.variables(root.toString()));
    config = LoadingConfig.from(variables);
    collectionProof =
        new CollectionProof(UnloadingConfig.from(variables), metrics, it -> {}, Clock.systemUTC());
    codeTracker = new CodeTracker(globals, collectionProof);
    loading =
        new VersionLoader(
            directory,
            ReleaseCache.of(directory, controlPlane, controlPlane.defaults, Duration.ofMillis(1)),
            (ref, binary) -> Optional.empty(),
            config.remembered(),
            new PluginStarter(
                config,
                new Isolation(IsolationConfig.from(variables), metrics.isolation(), directory),
                metrics,
                new CallCounter(metrics, Clock.systemUTC()),
                spans,
                (ref, permitted) -> PluginCalls.NONE,
                findings::add),
            codeTracker,
            metrics,
            spans);
  }

  @AfterEach
  void end() {
    telemetry.close();
  }

  @Test
  void versions_with_different_libraries_of_one_name_live_side_by_side() throws Exception {
    var one = load("1.0.0", PluginSource.of("p", "1.0.0", LIBRARY_VERSION).withLibrary("a").jar());
    var two = load("1.1.0", PluginSource.of("p", "1.1.0", LIBRARY_VERSION).withLibrary("b").zip());
    assertEquals("a", call(one));
    assertEquals("b", call(two));
  }

  @Test
  void a_library_that_two_zips_bundle_lies_on_disk_once() throws Exception {
    load("1.0.0", PluginSource.of("p", "1.0.0", LIBRARY_VERSION).withLibrary("a").zip());
    load("1.1.0", PluginSource.of("p", "1.1.0", LIBRARY_VERSION).withLibrary("a").zip());
    try (var files = Files.list(directory.libraries())) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void a_library_that_two_versions_pin_is_fetched_once_and_lies_on_disk_once() throws Exception {
    var one = PluginSource.of("p", "1.0.0", LIBRARY_VERSION).withLibrary("a").pinning();
    var two = PluginSource.of("p", "1.1.0", LIBRARY_VERSION).withLibrary("a").pinning();
    var bundled = PluginSource.of("p", "1.2.0", LIBRARY_VERSION).withLibrary("b").pinning();
    store(one.libraryJar());
    assertEquals("a", call(load("1.0.0", one.jar())));
    assertEquals("a", call(load("1.1.0", two.jar())));
    assertEquals(3, controlPlane.fetched.get(), "two archives and a library");
    // What the archive holds is not asked for.
    assertEquals("b", call(load("1.2.0", bundled.zip())));
    assertEquals(4, controlPlane.fetched.get());
  }

  @Test
  void a_pinned_library_is_hashed_at_every_load_and_fetched_again_where_it_is_another()
      throws Exception {
    var source = PluginSource.of("p", "1.0.0", LIBRARY_VERSION).withLibrary("a").pinning();
    var digest = store(source.libraryJar());
    assertEquals("a", call(load("1.0.0", source.jar())));
    var spoilt = PluginSource.of("p", "1.0.0", LIBRARY_VERSION).withLibrary("evil").libraryJar();
    var file = directory.libraries().resolve(digest.hex() + ".jar");
    Files.delete(file);
    Files.write(file, spoilt);
    assertEquals("a", call(load("1.0.0", source.jar())));
    controlPlane.libraries.put(digest, spoilt);
    Files.delete(file);
    var failure = assertThrows(LoadFailure.class, () -> load("1.0.0", source.jar()));
    assertTrue(failure.isPassing());
    assertTrue(failure.sentence().contains("what arrived hashes to"), failure.sentence());
    controlPlane.libraries.remove(digest);
    var lost = assertThrows(LoadFailure.class, () -> load("1.0.0", source.jar()));
    assertTrue(lost.sentence().contains("the store has no library sha256:"), lost.sentence());
  }

  private Digest store(byte[] library) {
    var digest = PluginSource.digest(library);
    controlPlane.libraries.put(digest, library);
    return digest;
  }

  @Test
  void what_is_loaded_again_is_what_it_was() throws Exception {
    var source = PluginSource.of("p", "1.0.0", LIBRARY_VERSION).withLibrary("a");
    for (var archive : List.of(source.jar(), source.zip())) {
      assertEquals("a", call(load("1.0.0", archive)));
      assertEquals("a", call(load("1.0.0", archive)));
      // Known by its digest, and refused under another version's name all the same.
      var failure = assertThrows(LoadFailure.class, () -> load("1.0.1", archive));
      assertTrue(failure.getMessage().contains("says it is p/1.0.0"), failure.getMessage());
    }
  }

  @Test
  void nothing_of_the_node_is_visible_but_the_spi() throws Exception {
    var probing =
        "private static boolean sees(String name) { try { Class.forName(name); return true; } catch"
            + " (ClassNotFoundException e) { return false; } }\n"
            + "public Reply handle(Call call) { return Reply.text(\"\" +"
            + " sees(\"io.hotswap.spi.Plugin\") + sees(\"java.sql.Driver\") +"
            + " sees(\"com.fasterxml.jackson.databind.ObjectMapper\") +"
            + " sees(\"io.hotswap.runtime.plugin.PluginRef\") + sees(\"org.slf4j.Logger\") +"
            + " (Main.class.getClassLoader().getResource(\"logback.xml\") != null)); }";
    assertEquals(
        "truetruefalsefalsefalsefalse",
        call(load("1.0.0", PluginSource.of("p", "1.0.0", probing).jar())));
  }

  @Test
  void a_plugin_finds_its_resources_its_package_and_a_folder_of_its_own() throws Exception {
    var looking =
        "private boolean empty;\n"
            + "public void start(PluginContext c) throws Exception { try (var files ="
            + " java.nio.file.Files.list(c.temporaryDirectory())) { empty = files.count() == 0; }"
            + " }\n"
            + "public Reply handle(Call call) throws Exception { try (var in ="
            + " Main.class.getResourceAsStream(\"/META-INF/hotswap-plugin.json\")) { return"
            + " Reply.text(in.readAllBytes().length > 0 ? Main.class.getPackage().getName() + empty"
            + " : \"\"); } }";
    assertEquals("testtrue", call(load("1.0.0", PluginSource.of("p", "1.0.0", looking).jar())));
  }

  @Test
  void each_way_to_be_bad_says_what_it_is() throws Exception {
    assertFails(
        "no licence", "public void start(PluginContext c) { throw new Error(\"no licence\"); }");
    assertFails(
        "is unhealthy: no bank",
        "public Health health() { return Health.unhealthy(\"no bank\"); }");
    assertFails("health threw", "public Health health() { throw new IllegalStateException(); }");
    assertFails("health answered null", "public Health health() { return null; }");
    assertFails(
        "health did not end within",
        "public Health health() { while (true) { try { Thread.sleep(9999); } catch"
            + " (InterruptedException e) { return null; } } }");
    assertFails(
        "start did not end within",
        "public void start(PluginContext c) throws Exception { Thread.sleep(60_000); }");
    assertFails("ExceptionInInitializerError", "static final int BAD = Integer.parseInt(\"x\");");
    assertFails("private", "public Main() { throw new RuntimeException(\"private\"); }");
  }

  @Test
  void a_binary_that_is_not_what_the_document_says_is_refused() throws Exception {
    assertTrue(
        failure("2.0.0", PluginSource.echo("p", "1.0.0").jar()).contains("says it is p/1.0.0"));
    assertTrue(
        failure("1.0.0", PluginSource.echo("p", "1.0.0").speaking(9).jar()).contains("protocol 9"));
    assertTrue(failure("1.0.0", new byte[] {1, 2, 3}).contains("cannot be loaded"));
    var unknown =
        controlPlane.register("1.0.0", PluginSource.echo("p", "1.0.0").withLibrary("lost").jar());
    controlPlane.stored.clear();
    assertTrue(
        assertThrows(LoadFailure.class, () -> loading.load(ref(unknown), () -> true))
            .sentence()
            .contains("no binary"));
  }

  @Test
  void what_arrives_with_another_digest_is_never_loaded() {
    var version = controlPlane.register("1.0.0", PluginSource.echo("p", "1.0.0").jar());
    controlPlane.stored.put(
        version.digest(), PluginSource.echo("p", "1.0.0").withLibrary("x").jar());
    var failure = assertThrows(LoadFailure.class, () -> loading.load(ref(version), () -> true));
    assertTrue(failure.isPassing());
    assertTrue(failure.sentence().contains("what arrived hashes to"), failure.sentence());
  }

  @Test
  void plugins_get_a_log_figures_and_a_folder_of_their_own() throws Exception {
    var using =
        HANDLES
            + "public void start(PluginContext c) throws Exception {"
            + " c.log().log(System.Logger.Level.INFO, \"{0} starts\", c.name());"
            + " c.log().log(System.Logger.Level.WARNING, \"plain\", new Exception(\"x\"));"
            + " c.metrics().record(\"rows_read\", 12); c.metrics().count(\"starts\");"
            + " c.metrics().count(\"Not A Name\"); c.metrics().record(\"rows_read\", Double.NaN);"
            + " java.nio.file.Files.writeString(c.temporaryDirectory().resolve(\"f\"), \"x\"); }";
    var version = load("1.0.0", PluginSource.of("p", "1.0.0", using).jar());
    var text = new String(metrics.text(), StandardCharsets.UTF_8);
    assertTrue(text.contains("plugin_figure_sum{environment=\"Development\",name=\"rows_read\""));
    assertTrue(text.contains("name=\"starts\""));
    assertFalse(text.contains("Not A Name"));
    assertTrue(Files.exists(version.temporary().resolve("f")));
    retire(version);
    assertFalse(Files.exists(version.temporary()));
  }

  @Test
  void a_retired_version_lets_nobody_in_and_waits_for_who_is_in() throws Exception {
    var version = load("1.0.0", PluginSource.echo("p", "1.0.0").jar());
    assertTrue(version.enter());
    var retired = new CountDownLatch(1);
    Thread.ofPlatform()
        .start(
            () -> {
              retire(version);
              retired.countDown();
            });
    Eventually.so(
        "shut",
        () -> {
          boolean open = version.enter();
          if (open) {
            version.leave();
          }
          return !open;
        });
    assertEquals(1, retired.getCount());
    assertEquals("1.0.0", call(version), "the call in flight still has its version");
    version.leave();
    retired.await();
    assertEquals(0, version.inFlight());
  }

  @Test
  void a_call_that_outlasts_draining_is_interrupted() throws Exception {
    var sleeping =
        "public Reply handle(Call call) throws Exception {"
            + " try { Thread.sleep(60_000); return null; }"
            + " catch (InterruptedException e) { return Reply.text(\"interrupted\"); } }\n"
            + "public void stop() { throw new IllegalStateException(\"stop throws\"); }";
    var version = load("1.0.0", PluginSource.of("p", "1.0.0", sleeping).jar());
    var answer = new AtomicReference<String>("");
    assertTrue(version.enter());
    var calling =
        Thread.ofVirtual()
            .start(
                () -> {
                  answer.set(version.interruptibly(() -> call(version)));
                  version.leave();
                });
    retire(version);
    calling.join();
    assertEquals("interrupted", answer.get());
  }

  @Test
  void an_unloaded_version_is_collected() throws Exception {
    var loader = usedAndRetired();
    Eventually.so(
        "the class loader is collected",
        () -> {
          System.gc();
          return loader.get() == null;
        });
  }

  private WeakReference<ClassLoader> usedAndRetired() throws Exception {
    var source =
        "private static final ThreadLocal<Object> STATE = new ThreadLocal<>();\n"
            + "public Reply handle(Call call) { STATE.set(new Main()); return Reply.text(\"ok\");"
            + " }";
    var version = load("1.0.0", PluginSource.of("p", "1.0.0", source).withLibrary("a").zip());
    var thread = Thread.ofVirtual().start(() -> call(version));
    thread.join();
    retire(version);
    return new WeakReference<>(version.classLoader());
  }

  private void retire(LoadedVersion version) {
    try {
      new VersionUnloader(config, codeTracker, metrics, spans).unload(version, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertFails(String why, String members) throws Exception {
    var handles = members.contains("handle(") ? "" : HANDLES;
    var sentence = failure("1.0.0", PluginSource.of("p", "1.0.0", handles + members).jar());
    assertTrue(sentence.contains(why), sentence);
  }

  private String failure(String version, byte[] archive) {
    return assertThrows(LoadFailure.class, () -> load(version, archive)).sentence();
  }

  private LoadedVersion load(String version, byte[] archive) throws Exception {
    return loading.load(ref(controlPlane.register(version, archive)), () -> true);
  }

  private static PluginRef ref(RoutedVersion version) {
    return PluginRef.of(Documents.serving("p", 1, version), version);
  }

  private static String call(LoadedVersion version) {
    try {
      return new String(version.handle(new AnyCall()).body(), StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
