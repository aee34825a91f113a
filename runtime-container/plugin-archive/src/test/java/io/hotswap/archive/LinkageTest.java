package io.hotswap.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.linkage.LinkageReport;
import io.hotswap.archive.linkage.MissingReference;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every way a class can refer to nothing, and ways that only look like it.
class LinkageTest extends ArchiveTest {
  private static final String HEAD =
      "package demo; public class Demo implements io.hotswap.spi.Plugin {";
  private static final String TAIL =
      "public io.hotswap.spi.Reply handle(io.hotswap.spi.Call call) { return"
          + " io.hotswap.spi.Reply.text(\"\"); } }";

  @Test
  void a_sound_archive_has_nothing_to_report() throws Exception {
    assertEquals(new LinkageReport(List.of(), List.of(), List.of(), 1), linkage(Fixture.sound()));
  }

  @Test
  void a_class_that_is_missing_is_listed_with_the_methods_that_refer_to_it() throws Exception {
    var report =
        linkage(
            demo(
                    "void one() { new Gone(); } Object two(int a, String[] b) { return b.length =="
                        + " a ? Gone.class : null; }",
                    "class Gone {}")
                .without("demo/Gone.class"));
    assertEquals(List.of(), report.errors());
    assertEquals(
        List.of("demo.Gone from [demo.Demo.one(), demo.Demo.two(int,String[])] 2"),
        lines(report.warnings()));
  }

  @Test
  void a_class_in_every_kind_of_code() throws Exception {
    for (var code :
        List.of(
            "Object a() { return new Gone[1]; }",
            "Object a() { return new Gone[1][2]; }",
            "boolean a(Object it) { return it instanceof Gone; }",
            "void a() { Gone.call(); }",
            "int a() { return Gone.count; }",
            "void a() { try { hashCode(); } catch (Gone it) { hashCode(); } }",
            "Runnable a() { return Gone::call; }")) {
      var report =
          linkage(
              demo(
                      code,
                      "class Gone extends RuntimeException { static int count; static void call()"
                          + " {} }")
                  .without("demo/Gone.class"));
      assertEquals(
          List.of("demo.Gone"),
          report.warnings().stream().map(MissingReference::missing).toList(),
          code);
      assertEquals(
          "demo.Demo.a()",
          report.warnings().getFirst().from().getFirst().toString().replace("(Object)", "()"));
    }
  }

  @Test
  void members_that_another_version_of_a_library_had() throws Exception {
    var demo =
        demo(
            "int a(Shop it) { return it.price(\"x\") + it.stock + it.hashCode() + it.inherited();"
                + " }",
            "class Base { int inherited() { return 1; } } class Shop extends Base { int stock; int"
                + " price(String what) { return 1; } }");
    assertEquals(List.of(), linkage(demo).warnings());
    var other =
        demo.source(
            "demo.Shop",
            "package demo; class Shop extends Base { long stock; int price(Object what) { return 1;"
                + " } } class Base { int inherited() { return 1; } }");
    assertEquals(
        List.of(
            "demo.Shop.price(String) from [demo.Demo.a(Shop)] 1",
            "demo.Shop.stock from [demo.Demo.a(Shop)] 1"),
        lines(linkage(other).warnings()));
  }

  @Test
  void what_the_spi_and_java_do_not_have() throws Exception {
    var report =
        linkage(
            demo("Object a() { return new io.hotswap.spi.Later(); }", "")
                .without("io/hotswap/spi/Later.class"));
    assertEquals(List.of("io.hotswap.spi.Later from [demo.Demo.a()] 1"), lines(report.warnings()));
  }

  @Test
  void calls_that_take_any_parameters_and_members_of_arrays_are_there() throws Exception {
    var report =
        linkage(
            demo(
                "Object a(java.lang.invoke.MethodHandle it, int[] b) throws Throwable { return"
                    + " (String) it.invokeExact(b.clone(), 7L); }",
                ""));
    assertEquals(List.of(), report.warnings());
  }

  @Test
  void what_the_entry_point_needs_to_be_loaded_and_looked_at_is_an_error() throws Exception {
    var report =
        linkage(
            demo(
                    "Gone field; Lost[] method(Lost it) { return null; } void code() { new Gone();"
                        + " }",
                    "class Gone {} class Lost {}")
                .without("demo/Gone.class")
                .without("demo/Lost.class"));
    assertEquals(
        List.of("demo.Gone from [demo.Demo.field] 1", "demo.Lost from [demo.Demo.method(Lost)] 1"),
        lines(report.errors()));
    assertEquals(List.of(), report.warnings());
  }

  @Test
  void the_supertypes_of_the_entry_point_count_as_itself() throws Exception {
    var fixture =
        Fixture.empty()
            .entry(Fixture.MANIFEST, Fixture.MINIMAL)
            .source(
                "demo.Demo",
                "package demo; public class Demo extends Base { } abstract class Base implements"
                    + " io.hotswap.spi.Plugin, Runnable { Gone field; public void run() {} "
                    + TAIL
                    + " class Gone {}")
            .without("demo/Gone.class");
    assertEquals(List.of("demo.Gone from [demo.Base.field] 1"), lines(linkage(fixture).errors()));
  }

  @Test
  void classes_of_libraries_are_found_and_those_that_miss_some_are_named_with_their_jar()
      throws Exception {
    var library =
        Fixture.empty()
            .source(
                "lib.Tool",
                "package lib; public class Tool { public static void use() { new Optional(); } }"
                    + " class Optional {}")
            .without("lib/Optional.class");
    var plugin = demo("void a() { lib.Tool.use(); } void b() { new Gone(); }", "class Gone {}");
    var zip =
        Fixture.empty()
            .entry("demo.jar", plugin.without("demo/Gone.class").bytes())
            .entry("lib/tool.jar", library.bytes());
    var report = linkage(zip);
    assertEquals(
        List.of(
            "demo.Gone from [demo.Demo.b()] 1",
            "lib.Optional from [lib.Tool.use() (lib/tool.jar)] 1"),
        lines(report.warnings()));
    assertEquals(2, report.classes());
  }

  @Test
  void a_damaged_class_is_named() throws Exception {
    var report = linkage(Fixture.sound().entry("demo/Bad.class", damaged()));
    assertEquals(List.of("demo.Bad"), report.damaged().stream().map(Object::toString).toList());
  }

  private static byte[] damaged() {
    var whole = Fixture.sound().entry("demo/Demo.class");
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /// Code for optional libraries is in many libraries.
  @Test
  void what_real_libraries_lack_is_no_error() throws Exception {
    var classPath = System.getProperty("java.class.path").split(File.pathSeparator);
    var jackson =
        Stream.of(classPath)
            .map(Path::of)
            .filter(it -> it.getFileName().toString().startsWith("json-schema-validator"))
            .findFirst()
            .orElseThrow();
    var zip =
        Fixture.empty()
            .entry("demo.jar", Fixture.sound().bytes())
            .entry("lib/validator.jar", Files.readAllBytes(jackson));
    var report = linkage(zip);
    assertEquals(List.of(), report.errors());
    assertTrue(
        report.warnings().stream()
            .anyMatch(it -> it.missing().startsWith("com.fasterxml.jackson.")));
  }

  private LinkageReport linkage(Fixture fixture) throws IOException {
    var file = Files.write(directory.resolve("archive"), fixture.bytes());
    return PluginArchives.linkage(file, List.of(), Limits.standard(), "demo.Demo");
  }

  /// Compiled with classes that are not there any more when it is run.
  private static Fixture demo(String members, String others) {
    return Fixture.empty()
        .entry(Fixture.MANIFEST, Fixture.MINIMAL)
        .sources(
            Map.of(
                "demo.Demo", HEAD + members + TAIL + others,
                "io.hotswap.spi.Later", "package io.hotswap.spi; public class Later {}",
                "lib.Tool", "package lib; public class Tool { public static void use() {} }"))
        .without("lib/Tool.class")
        .without("io/hotswap/spi/Later.class");
  }

  private static List<String> lines(List<MissingReference> all) {
    return all.stream()
        .map(it -> it.missing() + " from " + it.from() + " " + it.count())
        .sorted()
        .toList();
  }
}
