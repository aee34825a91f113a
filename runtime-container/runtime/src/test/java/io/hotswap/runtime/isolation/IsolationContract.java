package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What holds for a plugin wherever it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IsolationContract {
  private static final int MOST = 6 * 1024 * 1024;

  private Ground ground;
  private LoadedVersion version;

  abstract Map<String, String> variables();

  @BeforeAll
  void load(@TempDir Path root) throws Exception {
    ground = new Ground(root, variables());
    version = ground.load(Fixtures.many().zip());
  }

  @AfterAll
  void end() throws Exception {
    ground.retire(version);
    ground.close();
  }

  @Test
  void a_changed_configuration_is_told() throws Exception {
    reply("told");
    version.configured("acme", version.configuration(Optional.of("{\"most\":9}")));
    Eventually.so(
        "it is told", () -> reply("told").equals("acme {\"greeting\":\"Hello\",\"most\":9}"));
  }

  @Test
  void a_call_is_answered_with_all_that_belongs_to_it() throws Exception {
    var reply = reply("about");
    var parts = List.of(reply.split("\\|", -1));
    assertEquals("about", parts.get(0));
    assertEquals("acme", parts.get(1));
    assertEquals("text/x-test", parts.get(2));
    assertTrue(parts.get(3).startsWith(Ground.TRACEPARENT.substring(0, 35)), reply);
    assertEquals(Ground.TRACESTATE, parts.get(4));
    assertEquals("{\"greeting\":\"Hello\"}", parts.get(5));
    assertTrue(Long.parseLong(parts.get(6)) > 10_000, reply);
  }

  @Test
  void a_call_has_its_tenants_configuration_over_the_defaults() throws Exception {
    ground.configuration = Optional.of("{\"most\":9}");
    assertEquals("{\"greeting\":\"Hello\",\"most\":9} Hello 9", reply("configuration"));
    ground.configuration = Optional.of("{\"greeting\":\"Moin\",\"most\":8}");
    assertEquals("{\"greeting\":\"Moin\",\"most\":8} Moin 8", reply("configuration"));
  }

  @Test
  void a_library_that_the_manifest_pins_is_on_its_class_path() throws Exception {
    var source =
        PluginSource.of(
                "p",
                "1.0.0",
                "public Reply handle(Call call) { return Reply.text(vendor.Library.version()); }")
            .withLibrary("pinned")
            .pinning();
    var pinning = ground.load(source.jar(), source.libraryJar());
    assertEquals("pinned", ground.text(pinning, "run"));
    ground.retire(pinning);
  }

  @Test
  void bytes_go_and_come_as_they_are() throws Exception {
    assertArrayEquals(bytes(256), echoed(bytes(256)));
    assertArrayEquals(new byte[0], echoed(new byte[0]));
    assertArrayEquals(bytes(MOST), echoed(bytes(MOST)));
  }

  @Test
  void a_rejection_says_where() throws Exception {
    assertEquals(
        new InvocationResult.Rejected("/card/number", "no such card"),
        ground.call(version, "reject"));
  }

  @Test
  void whatever_is_thrown_is_contained_and_told() throws Exception {
    for (var thrown :
        List.of(
            "IllegalStateException",
            "StackOverflowError",
            "NoClassDefFoundError",
            "test.Main$Odd",
            "NullPointerException")) {
      var end = assertInstanceOf(InvocationResult.Failed.class, ground.call(version, thrown));
      assertTrue(end.thrown().contains(thrown), end.toString());
    }
    assertEquals("1.0", reply("library"));
  }

  @Test
  void a_call_past_its_deadline_is_interrupted() throws Exception {
    var invocationRequest = new InvocationRequest("sleep", "acme", "text/plain", new byte[0], "");
    var result =
        ground.begin(version, invocationRequest, Duration.ofMillis(200)).get(10, TimeUnit.SECONDS);
    assertInstanceOf(InvocationResult.TimedOut.class, result);
    Eventually.so("nobody is inside", () -> version.inFlight() == 0);
    assertTrue(Integer.parseInt(reply("interruptions")) > 0);
  }

  @Test
  void health_is_what_the_plugin_says() throws Exception {
    assertEquals("", ground.health(version));
    reply("sicken");
    assertEquals("no bank", ground.health(version));
    reply("break");
    assertTrue(ground.health(version).contains("health threw java.lang.IllegalStateException"));
    reply("recover");
    assertEquals("", ground.health(version));
  }

  @Test
  void figures_are_of_the_tenant_that_called() throws Exception {
    ground.call(version, "globex", "record", new byte[0]);
    assertTrue(ground.scraped().contains("plugin_figure_sum"), ground.scraped());
    assertTrue(ground.scraped().contains("name=\"fee_cents\""), ground.scraped());
    assertEquals(Set.of("globex"), ground.tenantsThatRecorded(version, "fee_cents"));
  }

  @Test
  void lines_are_marked_with_the_tenant_that_called() throws Exception {
    var lines = heard(() -> ground.call(version, "globex", "log", new byte[0]));
    assertEquals(
        List.of("plain", "one of 2", "with"),
        lines.stream().map(it -> it.getFormattedMessage().lines().findFirst().orElse("")).toList());
    for (var line : lines) {
      assertEquals("globex", line.getMDCPropertyMap().get("tenantId"));
      assertEquals(Ground.TRACEPARENT.substring(3, 35), line.getMDCPropertyMap().get("traceId"));
    }
  }

  @Test
  void the_context_class_loader_is_the_plugins() throws Exception {
    assertEquals("truetrue", reply("loader"));
  }

  @Test
  void nothing_of_the_node_is_visible_but_the_spi() throws Exception {
    assertEquals("truefalsefalsefalse", reply("visible"));
  }

  @Test
  void it_bundles_a_library_of_its_own() throws Exception {
    assertEquals("1.0", reply("library"));
  }

  @Test
  void it_has_a_folder_of_its_own() throws Exception {
    var folder = Path.of(reply("folder"));
    assertTrue(folder.startsWith(ground.directory.temporary()), folder.toString());
    assertTrue(Files.isDirectory(folder));
  }

  @Test
  void calls_run_at_once() throws Exception {
    var ends = new ArrayList<CompletableFuture<InvocationResult>>();
    for (int i = 0; i < 20; i++) {
      var invocationRequest =
          new InvocationRequest("meet", "tenant", "text/plain", new byte[0], "");
      ends.add(ground.begin(version, invocationRequest, Duration.ofSeconds(20)));
    }
    for (var end : ends) {
      assertEquals("met", Ground.textOf(end.get(20, TimeUnit.SECONDS)));
    }
  }

  @Test
  void answers_go_to_those_who_asked() throws Exception {
    var ends =
        IntStream.range(0, 200)
            .mapToObj(
                it ->
                    ground.begin(
                        version,
                        new InvocationRequest(
                            "echo", "acme", "text/plain", Integer.toString(it).getBytes(), ""),
                        Duration.ofSeconds(20)))
            .toList();
    for (int i = 0; i < ends.size(); i++) {
      assertEquals(Integer.toString(i), Ground.textOf(ends.get(i).get(20, TimeUnit.SECONDS)));
    }
  }

  @Test
  void a_version_that_does_not_start_says_why() {
    var why =
        assertThrows(
            LoadFailure.class,
            () ->
                ground.load(
                    PluginSource.of(
                            "p",
                            "1.0.0",
                            "public Reply handle(Call c) { return null; }"
                                + "public void start(PluginContext c) { throw new Error(\"no"
                                + " licence\"); }")
                        .jar()));
    assertTrue(why.sentence().contains("java.lang.Error: no licence"), why.sentence());
  }

  @Test
  void a_retired_version_drains_stops_and_is_proved_gone() throws Exception {
    var other = ground.load(Fixtures.many().zip());
    var folder = Path.of(Ground.textOf(ground.call(other, "folder")));
    ground.call(other, "acme", "mark", "marked".getBytes());
    var invocationRequest = new InvocationRequest("nap", "acme", "text/plain", new byte[0], "");
    var napping = ground.begin(other, invocationRequest, Duration.ofSeconds(20));
    var lines = heard(() -> ground.retire(other));
    assertEquals("rested", Ground.textOf(napping.get(1, TimeUnit.SECONDS)));
    assertTrue(
        lines.stream().anyMatch(it -> it.getFormattedMessage().equals("stopped marked")),
        "stop was called: " + lines);
    assertFalse(Files.exists(folder));
    assertFalse(other.enter());
    var ref = other.ref();
    Eventually.so(
        "it is proved gone",
        () -> ground.certificates.stream().anyMatch(it -> it.ref().equals(ref)));
  }

  private static List<ILoggingEvent> heard(Executable work) throws Exception {
    var heard = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger("plugin.p");
    heard.start();
    log.addAppender(heard);
    try {
      work.run();
    } finally {
      log.detachAppender(heard);
    }
    return List.copyOf(heard.list);
  }

  private interface Executable {
    void run() throws Exception;
  }

  private String reply(String operation) throws Exception {
    return ground.text(version, operation);
  }

  private byte[] echoed(byte[] body) throws Exception {
    var result = ground.call(version, "acme", "echo", body);
    return assertInstanceOf(InvocationResult.Replied.class, result).reply().body();
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
