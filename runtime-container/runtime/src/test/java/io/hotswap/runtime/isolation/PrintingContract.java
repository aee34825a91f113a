package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.pluginlog.NodeConsole;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin logs and prints, wherever it runs: lines of its own, so many and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PrintingContract {
  private static final String MEMBERS =
      """
      static class Bad { public String toString() { throw new IllegalStateException("no text"); } }
      static class Endless { public String toString() { return toString() + "!"; } }
      static class Mute extends Exception { public String getMessage() { throw new Error("mute"); } }
      private PluginContext context;
      public void start(PluginContext given) { context = given; }
      public Reply handle(Call call) throws Exception {
        String body = new String(call.body(), java.nio.charset.StandardCharsets.UTF_8);
        var log = context.log();
        var info = System.Logger.Level.INFO;
        switch (call.operation()) {
          case "out" -> System.out.println(body);
          case "err" -> System.err.println(body);
          case "parts" -> {
            System.out.print("first ");
            System.out.printf("%d of ", 2);
            System.out.append("three").append('\\n');
            System.out.write("bytes ä\\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            System.out.print("one\\ntwo\\r\\n");
          }
          case "unended" -> System.out.print(body);
          case "long" -> System.out.println("x".repeat(3 << 20));
          case "odd" -> System.out.println("half \\ud83d NUL \\0 end");
          case "thread" -> Thread.ofPlatform().start(() -> System.out.println(body)).join();
          case "dies" -> Thread.ofPlatform().start(() -> { throw new IllegalStateException(body); }).join();
          case "close" -> { System.out.close(); System.err.close(); System.out.println(body); }
          case "flood" -> { for (int i = 0; i < 100_000; i++) log.log(info, "x".repeat(1_000)); }
          case "spill" -> { for (int i = 0; i < 100_000; i++) System.out.println("x".repeat(1_000)); }
          case "promises" -> {
            var bundle = new ListResourceBundle() {
              protected Object[][] getContents() { return new Object[][] {{"key", "in {0}"}, {"no", 1}}; }
            };
            log.log(info, "unmatched {", 1);
            log.log(info, "unmatched '{0}", 1);
            log.log(info, "{0,nonsense,}", 1);
            log.log(info, "no such {7}", 1);
            log.log(info, (String) null);
            log.log(info, (String) null, (Object[]) null);
            log.log(info, "null {0}", (Object) null);
            log.log(info, (Object) null);
            log.log(info, new Bad());
            log.log(info, "bad {0}", new Bad());
            log.log(info, "endless {0}", new Endless());
            log.log(info, () -> { throw new Error("supplier"); });
            log.log(info, () -> null);
            log.log(info, (java.util.function.Supplier<String>) null);
            log.log(info, "mute", new Mute());
            log.log(info, "no throwable", (Throwable) null);
            log.log(null, "no level");
            log.log(info, bundle, "key", "bundle");
            log.log(info, bundle, "no", "text");
            log.log(info, bundle, "missing", "key");
            log.log(info, (ResourceBundle) null, "no bundle", (Throwable) null);
            log.log(info, "cyclic {0}", (Object) new Object[] {new Bad()});
            log.log(info, "l".repeat(3 << 20));
            log.log(System.Logger.Level.OFF, "off");
          }
          default -> throw CallRejected.unknownOperation(call);
        }
        return Reply.text("ok");
      }
      """;

  private record Line(String text, Map<String, String> marks) {}

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
  private final Logger log = (Logger) org.slf4j.LoggerFactory.getLogger("plugin.p");
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> heard =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent it) {
          lines.add(new Line(it.getFormattedMessage(), it.getMDCPropertyMap()));
        }
      };
  private Ground ground;
  private LoadedVersion version;

  abstract Map<String, String> variables();

  @BeforeAll
  void load(@TempDir Path root) throws Exception {
    NodeConsole.begin();
    heard.start();
    log.addAppender(heard);
    log.setAdditive(false);
    ground = new Ground(root, variables());
    version = ground.load(PluginSource.of("p", "1.0.0", MEMBERS).jar());
  }

  @AfterAll
  void end() throws Exception {
    ground.retire(version);
    ground.close();
    log.setAdditive(true);
    log.detachAppender(heard);
    System.setOut(out);
    System.setErr(err);
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }

  @BeforeEach
  void forget() {
    lines.clear();
  }

  @Test
  void what_is_printed_is_a_line_of_the_plugin_and_of_the_call() throws Exception {
    var line = line("out", "hello ä {}");
    assertEquals("hello ä {}", line.text());
    assertEquals("stdout", line.marks().get("stream"));
    assertEquals("p", line.marks().get("plugin"));
    assertEquals("1.0.0", line.marks().get("version"));
    assertEquals("acme", line.marks().get("tenantId"));
    assertEquals(Ground.TRACEPARENT.substring(3, 35), line.marks().get("traceId"));
    assertEquals("stderr", line("err", "bad").marks().get("stream"));
  }

  @Test
  void a_line_is_whole_however_it_was_printed() throws Exception {
    say("parts", "");
    Eventually.so(lines::toString, () -> lines.size() >= 4);
    assertEquals(
        List.of("first 2 of three", "bytes ä", "one", "two"),
        lines.stream().map(Line::text).toList());
  }

  @Test
  void what_nobody_ends_is_a_line_a_little_later() throws Exception {
    var line = line("unended", "progress");
    assertEquals("progress", line.text());
    assertEquals("acme", line.marks().get("tenantId"));
  }

  @Test
  void lines_have_a_longest_and_nothing_odd_in_them() throws Exception {
    assertEquals(PluginText.LINE.most(), line("long", "").text().length());
    var odd = line("odd", "").text();
    assertTrue(odd.startsWith("half ") && odd.endsWith(" end"), odd);
    assertTrue(odd.chars().noneMatch(it -> it < ' ' || Character.isSurrogate((char) it)), odd);
  }

  @Test
  void a_thread_of_the_plugins_own_prints_as_the_plugin() throws Exception {
    var line = line("thread", "elsewhere");
    assertEquals("elsewhere", line.text());
    assertEquals("p", line.marks().get("plugin"));
    var died = line("dies", "no more");
    assertTrue(died.text().contains("no more"), died.text());
    assertTrue(died.marks().get("stackTrace").contains("test.Main"), died.toString());
  }

  @Test
  void to_close_it_does_nothing() throws Exception {
    assertEquals("still", line("close", "still").text());
    assertEquals("again", line("err", "again").text());
  }

  @Test
  void a_log_throws_nothing_whatever_it_is_given() throws Exception {
    assertEquals("ok", say("promises", ""));
    Eventually.so(lines::toString, () -> lines.size() >= 23);
    var texts = lines.stream().map(Line::text).toList();
    assertTrue(texts.contains("in bundle"), texts.toString());
    assertTrue(texts.contains("no level"), texts.toString());
    assertTrue(texts.contains("null null"), texts.toString());
    assertEquals(
        PluginText.LINE.most(), texts.stream().mapToInt(String::length).max().orElseThrow());
    for (var begin : List.of("unmatched {", "bad {0}", "endless {0}", "mute", "missing", "no")) {
      assertTrue(texts.stream().anyMatch(it -> it.startsWith(begin)), begin + " in " + texts);
    }
    assertEquals(23, texts.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flood", "spill"})
  void a_hundred_megabytes_cost_nothing_and_are_counted(String how, @TempDir Path root)
      throws Exception {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("HOTSWAP_PLUGIN_LOG_LINES", "50");
    try (var flooded = new Ground(root, variables)) {
      var flooding = flooded.load(PluginSource.of("p", "1.0.0", MEMBERS).jar());
      assertEquals("ok", Ground.textOf(flooded.call(flooding, "acme", how, new byte[0])));
      Eventually.so(
          "it is told",
          () ->
              lines.stream().anyMatch(it -> it.text().contains(" lines of plugin p were dropped")));
      Eventually.so(
          () -> "all are counted: " + dropped(flooded) + " and " + written(),
          () -> dropped(flooded) + written() == 100_000);
      assertTrue(written() < 50_000, "written: " + written());
      flooded.retire(flooding);
    }
  }

  private long written() {
    return lines.stream().filter(it -> it.text().startsWith("xxx")).count();
  }

  private static double dropped(Ground ground) {
    return ground
        .scraped()
        .lines()
        .filter(it -> it.startsWith("plugin_log_lines_dropped_total{"))
        .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' '))))
        .sum();
  }

  /** The first line that is written because of this. */
  private Line line(String operation, String body) throws Exception {
    lines.clear();
    assertEquals("ok", say(operation, body));
    Eventually.so(operation + " is in the log", () -> !lines.isEmpty());
    return lines.remove();
  }

  private String say(String operation, String body) throws Exception {
    return Ground.textOf(
        ground.call(version, "acme", operation, body.getBytes(StandardCharsets.UTF_8)));
  }
}
