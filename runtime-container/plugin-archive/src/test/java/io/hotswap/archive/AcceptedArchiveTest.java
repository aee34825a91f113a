package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcceptedArchiveTest extends ArchiveTest {
  private static final byte[] LIBRARY = Zips.of(Map.of("lib/text.txt", "x".getBytes(UTF_8)));

  @Test
  void a_jar_is_its_own_class_path() throws Exception {
    var file = Fixture.sound().writeTo(directory);
    var archive = accepted(Files.readAllBytes(file));

    assertEquals(ArchiveFormat.JAR, archive.format());
    assertEquals(List.of(file), archive.classPath(file, directory));
    assertEquals("demo", archive.manifest().name());
  }

  @Test
  void a_zip_has_one_plugin_jar_and_libraries() throws Exception {
    var bytes =
        Zips.of(
            Map.of(
                "demo.jar",
                Fixture.sound().bytes(),
                "lib/a.jar",
                LIBRARY,
                "lib/b-1.0.jar",
                LIBRARY));
    var archive = accepted(bytes);
    var out = Files.createDirectory(directory.resolve("out"));

    var jars = archive.classPath(Files.write(directory.resolve("demo.zip"), bytes), out);

    assertEquals(ArchiveFormat.ZIP, archive.format());
    assertEquals("demo.jar", archive.pluginJar());
    assertEquals(3, jars.size());
    assertEquals(out.resolve("demo.jar"), jars.getFirst());
    assertArrayEquals(LIBRARY, Files.readAllBytes(out.resolve("lib/b-1.0.jar")));
  }

  @Test
  void the_interface_may_come_through_supertypes_in_a_library() throws Exception {
    var base =
        Fixture.empty()
            .source(
                "base.Base",
                """
                package base;
                public abstract class Base implements Comparable<Base>, io.hotswap.spi.Plugin {
                  public int compareTo(Base other) { return 0; }
                  public io.hotswap.spi.Reply handle(io.hotswap.spi.Call call) { return io.hotswap.spi.Reply.text("x"); }
                }
                """);
    var classes = Files.createDirectories(directory.resolve("classes/base"));
    Files.write(classes.resolve("Base.class"), base.entry("base/Base.class"));
    var plugin =
        Fixture.empty()
            .manifest("demo.Demo", "demo.Late")
            .source(
                "demo.Late",
                "package demo; public class Late extends base.Base {}",
                "-cp",
                classes.getParent() + File.pathSeparator + System.getProperty("java.class.path"));

    accepted(Zips.of(Map.of("demo.jar", plugin.bytes(), "lib/base.jar", base.bytes())));
    rejectedFor(
        Zips.of(Map.of("demo.jar", plugin.bytes())),
        "/entryPoint",
        "pack the library that has base.Base");
  }

  @Test
  void a_class_path_of_neighbours_and_classes_for_a_later_java_do_no_harm() throws Exception {
    accepted(
        Fixture.sound()
            .entry(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: a.jar lib/b.jar\nMulti-Release: true\n\n")
            .entry("META-INF/versions/26/demo/Demo.class", "of Java 26")
            .bytes());
  }

  @Test
  void a_library_that_has_gone_from_the_file_is_a_fault() throws Exception {
    var archive =
        new PluginArchive(
            ArchiveFormat.ZIP, accepted(Fixture.sound().bytes()).manifest(), "demo.jar", List.of());
    var file = Files.write(directory.resolve("other.zip"), Zips.of(Map.of("a.jar", LIBRARY)));

    assertThrows(IOException.class, () -> archive.classPath(file, directory));
    var climbing =
        new PluginArchive(ArchiveFormat.ZIP, archive.manifest(), "../demo.jar", List.of());
    assertThrows(IllegalArgumentException.class, () -> climbing.classPath(file, directory));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PluginArchive(ArchiveFormat.ZIP, archive.manifest(), "", List.of()));
  }
}
