package io.hotswap.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a plugin throws is told as its author needs it: the cause, the place, the way out.
class ToldCauseTest {
  private static final String HANDLE =
      "public Reply handle(Call call) { throw CallRejected.unknownOperation(call); }";

  @TempDir Path directory = Path.of("");

  @Test
  void a_constructor_that_throws() throws Exception {
    var summary =
        told("load", "public Demo() { throw new IllegalStateException(\"no licence\"); }");
    has(
        summary,
        "threw java.lang.IllegalStateException: no licence, at demo.Demo.<init>(Demo.java:1)");
  }

  @Test
  void a_checked_exception_with_causes() throws Exception {
    var summary =
        told(
            "start",
            "public void start(PluginContext c) throws Exception { try { Integer.parseInt(\"x\"); }"
                + " catch (Exception e) { throw new java.util.concurrent.ExecutionException(new"
                + " java.io.IOException(\"no port\", e)); } }");
    has(summary, "threw java.io.IOException: no port", "caused by java.lang.NumberFormatException");
  }

  @Test
  void a_static_initializer_also_when_it_is_met_again() throws Exception {
    var summary =
        told(
            "load",
            "static class Late { static final int N = Integer.parseInt(\"x\"); } public Demo() {"
                + " try { System.out.println(Late.N); } catch (Error first) {"
                + " System.out.println(Late.N); } }");
    has(summary, "Could not initialize class demo.Demo$Late", "NumberFormatException");
  }

  @Test
  void a_class_that_was_not_packed() throws Exception {
    var library =
        Fixture.empty()
            .source(
                "vendor.Text",
                "package vendor; public class Text { public static int n() { return 1; } }");
    var folder = Files.createDirectories(directory.resolve("classes/vendor"));
    Files.write(folder.resolve("Text.class"), library.entry("vendor/Text.class"));
    var source = source("private final int n = vendor.Text.n();");
    var plugin =
        Fixture.empty()
            .manifest("demo.Demo", "demo.Demo")
            .source("demo.Demo", source, "-cp", classPath(folder));
    has(
        told("load", plugin),
        "threw java.lang.NoClassDefFoundError: vendor/Text, at demo.Demo.<init>(Demo.java:1)",
        "class vendor.Text is in none of the jars; pack the library that has it");
    has(
        told(
            "load",
            plugin.entries(
                java.util.Map.of("shaded/vendor/Text.class", library.entry("vendor/Text.class")))),
        "there is shaded/vendor/Text.class: is it relocated");
  }

  private static String classPath(Path folder) {
    return folder.getParent() + File.pathSeparator + System.getProperty("java.class.path");
  }

  @Test
  void a_method_that_the_packed_version_does_not_have() throws Exception {
    var newer =
        Fixture.empty()
            .source(
                "vendor.Text",
                "package vendor; public class Text { public static int n() { return 1; } }");
    var older = Fixture.empty().source("vendor.Text", "package vendor; public class Text {}");
    var folder = Files.createDirectories(directory.resolve("classes/vendor"));
    Files.write(folder.resolve("Text.class"), newer.entry("vendor/Text.class"));
    var plugin =
        Fixture.empty()
            .manifest("demo.Demo", "demo.Demo")
            .source(
                "demo.Demo",
                source("private final int n = vendor.Text.n();"),
                "-cp",
                classPath(folder))
            .entry("vendor/Text.class", older.entry("vendor/Text.class"));
    has(told("load", plugin), "NoSuchMethodError", "mvn dependency:tree");
  }

  @Test
  void classes_that_java_had_once_or_that_are_the_testkits_or_the_spis() throws Exception {
    has(missing("javax.xml.bind.JAXBContext"), "jakarta.xml.bind-api", "left Java with 11");
    has(missing("javax.annotation.PostConstruct"), "jakarta.annotation-api");
    has(missing("com.fasterxml.jackson.databind.ObjectMapper"), "is in none of the jars");
    has(missing("io.hotswap.testkit.TestkitMain"), "is in none of the jars");
    has(missing("io.hotswap.spi.Sessions"), "this SPI has no io.hotswap.spi.Sessions");
    has(missing("java.util.NoSuch"), "is of the JDK's module java.base");
  }

  private String missing(String name) throws IOException {
    return told("load", "public Demo() throws Exception { Class.forName(\"" + name + "\"); }");
  }

  @Test
  void native_libraries_and_what_java_keeps_to_itself() throws Exception {
    has(told("load", "static { System.loadLibrary(\"nowhere\"); }"), "copied to PluginContext");
    has(
        told(
            "load",
            "public Demo() throws Exception { java.util.ArrayList.class"
                + ".getDeclaredField(\"elementData\").setAccessible(true); }"),
        "without --add-opens");
  }

  @Test
  void throwables_with_methods_that_throw_or_say_too_much() throws Exception {
    var odd =
        "static class Odd extends RuntimeException { public String toString() { throw new"
            + " IllegalStateException(); } public synchronized Throwable getCause() { throw new"
            + " IllegalStateException(); } public StackTraceElement[] getStackTrace() { throw new"
            + " IllegalStateException(); } }";
    has(
        told("load", odd + "public Demo() { throw new Odd(); }"),
        "demo.Demo$Odd, whose toString threw");
    var long_ =
        told(
            "load",
            "public Demo() { throw new Error(\"\\u001b[31m\" + \"x\".repeat(3_000_000)); }");
    assertTrue(long_.length() < 5_000, "" + long_.length());
    assertFalse(long_.contains("\u001b"), "control characters");
    var sick =
        told(
            "health",
            "public Health health() { return Health.unhealthy(\"x\".repeat(3_000_000)); }");
    assertTrue(sick.length() < 5_000, "" + sick.length());
  }

  private static void has(String summary, String... parts) {
    for (var part : parts) {
      assertTrue(summary.contains(part), () -> summary + " does not say: " + part);
    }
    assertFalse(summary.contains("InvocationTargetException"), summary);
  }

  private static String source(String body) {
    return "package demo; import io.hotswap.spi.*; public class Demo implements Plugin { "
        + body
        + HANDLE
        + " }";
  }

  private String told(String check, String body) throws IOException {
    return told(check, Fixture.of("demo.Demo", source(body)));
  }

  private String told(String check, Fixture plugin) throws IOException {
    var report = PluginContract.check(plugin.writeTo(directory), List.of());
    return report.failures().stream()
        .filter(it -> it.check().equals(check))
        .map(CheckFinding::detail)
        .findFirst()
        .orElseThrow(() -> new AssertionError(report.lines()));
  }
}
