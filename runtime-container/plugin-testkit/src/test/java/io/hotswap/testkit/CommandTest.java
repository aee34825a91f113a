package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command, run as authors and their build servers run it.
class CommandTest {
  private static final String GOOD =
      """
      public Reply handle(Call call) {
        if (!call.operation().equals("echo")) throw CallRejected.unknownOperation(call);
        System.out.println("the plugin prints");
        if (call.body().length == 0) throw new CallRejected("/text", "send some");
        var greeting = call.configuration().text("greeting").orElse("");
        return greeting.isEmpty()
            ? Reply.bytes(call.contentType(), call.body())
            : Reply.text(greeting + call.tenant());
      }
      """;

  @TempDir Path directory = Path.of("");

  record Printed(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new JsonMapper().readTree(out);
    }
  }

  @Test
  void a_good_plugin_is_said_to_be_one() throws Exception {
    var printed = command(plugin(GOOD).toString());
    assertEquals(0, printed.code(), printed.toString());
    assertTrue(printed.out().contains("ok    unload"), printed.out());
    assertTrue(printed.out().contains("The plugin keeps the contract."), printed.out());
    assertEquals("", printed.err());
  }

  @Test
  void calls_are_made_and_their_replies_printed() throws Exception {
    var text = Files.writeString(directory.resolve("text.md"), "# Grüße\n");
    var bytes =
        Files.write(directory.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1});
    var configuration =
        Files.writeString(directory.resolve("c.json"), "{\"greeting\": \"Hello \"}");
    var printed =
        command(
            "--content-type",
            "text/markdown",
            "--call",
            "echo",
            text.toString(),
            "--content-type",
            "image/png",
            "--call",
            "echo",
            bytes.toString(),
            "--configuration",
            configuration.toString(),
            "--tenant",
            "globex",
            "--call",
            "echo",
            text.toString(),
            plugin(GOOD).toString());
    assertEquals(0, printed.code(), printed.toString());
    assertTrue(
        printed.out().contains("ok    call echo            replied 10 bytes of text/markdown"),
        printed.out());
    assertTrue(
        printed.out().contains("replied 10 bytes of text/markdown:\n# Grüße\n"), printed.out());
    assertTrue(printed.out().contains("replied 6 bytes of image/png:\n(binary)"), printed.out());
    assertTrue(printed.out().contains("Hello globex"), printed.out());
  }

  @Test
  void json_has_the_documented_shape_and_nothing_else_is_on_standard_output() throws Exception {
    var text = Files.writeString(directory.resolve("text"), "x");
    var bytes = Files.write(directory.resolve("bytes"), new byte[] {0, -1});
    var empty = Files.createFile(directory.resolve("empty"));
    var printed =
        command(
            "--json",
            plugin(GOOD).toString(),
            "--call",
            "echo",
            text.toString(),
            "--call",
            "echo",
            bytes.toString(),
            "--call",
            "echo",
            empty.toString());
    assertEquals(0, printed.code(), printed.toString());
    assertTrue(printed.err().contains("the plugin prints"), printed.err());
    var json = printed.json();
    assertEquals(
        List.of("format", "ok", "plugin", "checks", "calls", "limits", "notChecked"),
        fieldsOf(json));
    assertEquals(1, json.path("format").asInt());
    assertTrue(json.path("ok").asBoolean());
    assertEquals("demo", json.at("/plugin/name").asText());
    assertEquals("1.0.0", json.at("/plugin/version").asText());
    assertEquals(List.of("check", "ok", "detail"), fieldsOf(json.at("/checks/0")));
    assertEquals(
        List.of("operation", "tenant", "contentType", "bytes", "ok", "outcome", "reply"),
        fieldsOf(json.at("/calls/0")));
    assertEquals("x", json.at("/calls/0/reply/text").asText());
    assertEquals(
        Base64.getEncoder().encodeToString(new byte[] {0, -1}),
        json.at("/calls/1/reply/base64").asText());
    assertEquals("rejected", json.at("/calls/2/outcome").asText());
    assertEquals("/text: send some", json.at("/calls/2/detail").asText());
    assertEquals(20_000, json.at("/limits/archiveEntries").asInt());
    assertEquals(30_000, json.at("/limits/startMillis").asInt());
    assertTrue(json.path("notChecked").toString().contains("isolation"), json::toString);
  }

  private static List<String> fieldsOf(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void a_faulty_plugin_ends_with_1_in_both_forms() throws Exception {
    var faulty =
        plugin("public Demo() { throw new IllegalStateException(\"no licence\"); }" + GOOD)
            .toString();
    var printed = command(faulty);
    assertEquals(1, printed.code());
    assertTrue(
        printed
            .out()
            .contains(
                "FAIL  load                 threw java.lang.IllegalStateException: no licence"),
        printed.out());
    var json = command("--json", faulty);
    assertEquals(1, json.code());
    assertFalse(json.json().path("ok").asBoolean());
    var call = Files.writeString(directory.resolve("text"), "x");
    var throwing =
        plugin(
                "public Reply handle(Call call) { if (call.body().length == 0) throw"
                    + " CallRejected.unknownOperation(call); throw new Error(\"late\"); }")
            .toString();
    var failed = command("--json", throwing, "--call", "echo", call.toString());
    assertEquals(1, failed.code(), failed.toString());
    assertEquals("failed", failed.json().at("/calls/0/outcome").asText());
  }

  @Test
  void an_archive_that_is_none_is_told_in_json_too() throws Exception {
    var war =
        Files.write(
            directory.resolve("shop.war"),
            Zips.of(Map.of("WEB-INF/web.xml", "<x/>".getBytes(UTF_8))));
    var printed = command("--json", war.toString());
    assertEquals(1, printed.code());
    assertFalse(printed.json().has("plugin"));
    assertTrue(
        printed.json().at("/checks/0/detail").asText().contains("a web application (war)"),
        printed.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public void start(PluginContext c) { System.exit(0); }",
        "static { Runtime.getRuntime().exit(0); }",
        "public void stop() { System.exit(0); }"
      })
  void a_plugin_that_ends_the_process_has_not_passed(String body) throws Exception {
    var printed = command("--json", plugin(body + GOOD).toString());
    assertEquals(1, printed.code(), printed.toString());
    assertTrue(
        printed.json().at("/checks/0/detail").asText().contains("System.exit"), printed.out());
  }

  @Test
  void a_plugin_that_closes_standard_output_or_hangs_at_the_end_keeps_no_report_back()
      throws Exception {
    var printed =
        command(
            "--json",
            plugin(
                    "static { System.out.close(); System.setOut(null); }public void stop() {"
                        + " Runtime.getRuntime().addShutdownHook(new Thread() { public void run() {"
                        + " while (true) { try { Thread.sleep(60_000); } catch"
                        + " (InterruptedException e) { Thread.interrupted(); } } } }); }public"
                        + " Reply handle(Call call) { throw CallRejected.unknownOperation(call); }")
                .toString());
    assertEquals(1, printed.code(), printed.toString());
    assertTrue(printed.json().path("checks").size() > 5, printed.out());
  }

  @Test
  void asked_wrongly_it_says_how_and_ends_with_2() throws Exception {
    var plugin = plugin(GOOD).toString();
    var file = Files.writeString(directory.resolve("text"), "x").toString();
    assertEquals(2, command().code());
    assertEquals(2, command(plugin, "--call", "render", file).code());
    misused("name the plugin's jar or zip");
    misused("no file no-such.jar", "no-such.jar");
    misused("no file " + directory, directory.toString());
    misused("no option --jsn", "--jsn", plugin);
    misused("name one plugin", plugin, plugin);
    misused("--call takes an operation and a file", plugin, "--call", "echo");
    misused("no operation render, only echo", plugin, "--call", "render", file);
    misused(
        "a configuration is a JSON object",
        plugin,
        "--configuration",
        file,
        "--call",
        "echo",
        file);
    misused("--tenant takes a value", plugin, "--tenant");
    misused("there is no file nowhere", plugin, "--call", "echo", "nowhere");
    var large = Files.write(directory.resolve("large"), new byte[StatedLimits.BODY + 1]).toString();
    misused("larger than a call's body", plugin, "--call", "echo", large);
  }

  private static void misused(String saying, String... arguments) throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = TestkitMain.run(arguments, printTo(out), printTo(err));
    assertEquals(2, code, err.toString(UTF_8));
    assertEquals("", out.toString(UTF_8));
    assertTrue(err.toString(UTF_8).contains(saying), err.toString(UTF_8));
  }

  private static PrintStream printTo(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  @Test
  void help_says_the_options_the_exit_codes_and_the_limits() throws Exception {
    var printed = command("--help");
    assertEquals(0, printed.code());
    for (var part :
        List.of(
            "--call <operation> <file>",
            "--tenant",
            "--content-type",
            "--configuration",
            "--json",
            "Exit code: 0",
            "20,000 entries",
            "start 30 s each",
            "Not checked",
            "isolation")) {
      assertTrue(printed.out().contains(part), () -> printed.out() + " does not say " + part);
    }
  }

  private Printed command(String... arguments) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                // One that a plugin ends cleans nothing up.
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                "io.hotswap.testkit.TestkitMain"));
    line.addAll(List.of(arguments));
    var out = Files.createTempFile("testkit-", ".out");
    var err = Files.createTempFile("testkit-", ".err");
    try {
      var process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + line);
      }
      return new Printed(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private Path plugin(String body) throws IOException {
    var source =
        "package demo; import io.hotswap.spi.*; public class Demo implements Plugin { "
            + body
            + " }";
    return Fixture.of("demo.Demo", source).writeTo(directory);
  }
}
