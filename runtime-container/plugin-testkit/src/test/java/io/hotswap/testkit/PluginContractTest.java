package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way a plugin can break the contract, and one that keeps it.
class PluginContractTest {
  private static final StepTimeouts SHORT =
      new StepTimeouts(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(2));
  private static final String GOOD_HANDLE =
      """
      public Reply handle(Call call) {
        if (!call.operation().equals("echo")) throw CallRejected.unknownOperation(call);
        return Reply.bytes(call.contentType(), call.body());
      }
      """;

  @TempDir Path directory = Path.of("");

  @Test
  void a_good_plugin_keeps_it_from_load_to_unload() throws Exception {
    var report = PluginContract.check(plugin(GOOD_HANDLE));

    assertTrue(report.holds(), report::toString);
    assertEquals(
        List.of(
            "archive",
            "load",
            "start",
            "health",
            "configured",
            "unknown operation",
            "operation echo",
            "stop",
            "threads",
            "unload"),
        report.findings().stream().map(CheckFinding::check).toList());
    assertEquals("The plugin keeps the contract.", report.lines().getLast());
  }

  @Test
  void a_zip_with_a_library_does_too() throws Exception {
    var zip =
        Zips.of(
            Map.of(
                "demo.jar", Files.readAllBytes(plugin(GOOD_HANDLE)),
                "lib/text.jar", Zips.of(Map.of("text.txt", "x".getBytes(UTF_8)))));
    assertTrue(PluginContract.check(Files.write(directory.resolve("demo.zip"), zip)).holds());
  }

  @Test
  void a_bad_archive_is_judged_and_never_run() throws Exception {
    var file = Fixture.sound().manifest("1.0.0", "one").writeTo(directory);
    fails(file, "archive", "/version: expected a semantic version");
  }

  @Test
  void fails_to_load() throws Exception {
    fails(
        plugin("static { if (true) throw new IllegalStateException(\"no\"); }" + GOOD_HANDLE),
        "load",
        "threw java.lang.IllegalStateException: no, at demo.Demo.<clinit>(Demo.java:");
  }

  @Test
  void sees_nothing_of_the_class_path_around_it() throws Exception {
    fails(
        plugin(
            "public Demo() throws Exception { Class.forName(\"org.junit.jupiter.api.Test\"); }"
                + GOOD_HANDLE),
        "load",
        "class org.junit.jupiter.api.Test is in none of the jars");
  }

  @Test
  void throws_in_start() throws Exception {
    fails(
        plugin(
            "public void start(PluginContext c) { throw new IllegalStateException(c.name() +"
                + " c.version()); }"
                + GOOD_HANDLE),
        "start",
        "demo1.0.0");
  }

  @Test
  void hangs_in_start() throws Exception {
    fails(
        plugin(
            "public void start(PluginContext c) throws Exception { Thread.sleep(60_000); }"
                + GOOD_HANDLE),
        "start",
        "within 1 s");
  }

  @Test
  void is_unhealthy_or_says_nothing() throws Exception {
    fails(
        plugin("public Health health() { return Health.unhealthy(\"cold\"); }" + GOOD_HANDLE),
        "health",
        "unhealthy: cold");
    fails(
        plugin("public Health health() { return null; }" + GOOD_HANDLE), "health", "answered null");
  }

  @Test
  void is_told_of_a_configuration_as_on_a_node() throws Exception {
    fails(
        plugin(
            "public void configured(String tenant, Configuration it) {"
                + " throw new IllegalStateException(tenant + it.json()); }"
                + GOOD_HANDLE),
        "configured",
        "acme{}");
  }

  @Test
  void answers_what_it_does_not_know() throws Exception {
    fails(
        plugin("public Reply handle(Call call) { return Reply.text(\"x\"); }"),
        "unknown operation",
        "unknownOperation(call)");
  }

  @Test
  void blames_itself_for_a_bad_request() throws Exception {
    var handle =
        "if (call.operation().equals(\"echo\")) return Reply.text(\"\" + call.body()[0]); throw"
            + " CallRejected.unknownOperation(call);";
    fails(
        plugin("public Reply handle(Call call) { " + handle + " }"),
        "operation echo",
        "ArrayIndexOutOfBounds");
  }

  @Test
  void answers_null_or_never() throws Exception {
    var reject =
        "if (!call.operation().equals(\"echo\")) throw CallRejected.unknownOperation(call); ";
    fails(
        plugin("public Reply handle(Call call) { " + reject + "return null; }"),
        "operation echo",
        "answered null");
    fails(
        plugin(
            "public Reply handle(Call call) throws Exception { "
                + reject
                + "Thread.sleep(60_000); return null; }"),
        "operation echo",
        "within 1 s");
  }

  @Test
  void throws_in_stop() throws Exception {
    fails(
        plugin("public void stop() { throw new IllegalStateException(\"stuck\"); }" + GOOD_HANDLE),
        "stop",
        "stuck");
  }

  @Test
  void leaves_a_thread_that_is_named() throws Exception {
    var leak =
        """
        public void start(PluginContext c) {
          Thread.ofPlatform().daemon().name("left-behind").start(() -> {
            try { Thread.sleep(6_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
          });
        }
        """;
    var report = PluginContract.check(plugin(leak + GOOD_HANDLE), List.of(), SHORT);

    assertEquals(
        List.of("threads", "unload"), report.failures().stream().map(CheckFinding::check).toList());
    assertTrue(report.failures().getFirst().detail().contains("left-behind"));
    assertEquals("2 of 10 checks failed.", report.lines().getLast());
  }

  private static void fails(Path plugin, String check, String saying) throws IOException {
    var failures = PluginContract.check(plugin, List.of(), SHORT).failures();
    assertTrue(
        failures.stream()
            .anyMatch(each -> each.check().equals(check) && each.detail().contains(saying)),
        failures::toString);
  }

  private Path plugin(String body) throws IOException {
    var source =
        "package demo; import io.hotswap.spi.*; public class Demo implements Plugin { "
            + body
            + " }";
    return Fixture.of("demo.Demo", source).writeTo(directory);
  }
}
