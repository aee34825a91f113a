package io.hotswap.runtime.classloading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.archive.Limits;
import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.runtime.disk.MappedJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Beside `URLClassLoader`, which authors know.
class PluginClassLoaderTest {
  private static final List<String> NAMES =
      List.of("text.txt", "new.txt", "META-INF/x.txt", "a b#c%d/ü?.txt", "only-second.txt", "none");

  @TempDir Path folder;
  private PluginClassLoader ours;
  private URLClassLoader javas;

  @BeforeEach
  void open() throws IOException {
    var first = jar("first jar.jar", "Multi-Release: true\nImplementation-Version: 7\n");
    var second = jar("second.jar", "Sealed: true\n");
    var shared = new SharedLoader();
    ours =
        new PluginClassLoader("p", List.of(MappedJar.open(first), MappedJar.open(second)), shared);
    javas = new URLClassLoader(new URL[] {first.toUri().toURL(), second.toUri().toURL()}, shared);
  }

  @AfterEach
  void close() throws IOException {
    ours.close();
    javas.close();
  }

  private Path jar(String name, String attributes) throws IOException {
    var file = folder.resolve(name);
    var text = "Manifest-Version: 1.0\n" + attributes;
    var which = name.substring(0, name.indexOf('.')).replace(" ", "");
    try (var in = new ByteArrayInputStream(text.getBytes(UTF_8));
        var jar = new JarOutputStream(Files.newOutputStream(file), new Manifest(in))) {
      put(jar, "text.txt", "of any Java, in " + name);
      put(jar, "META-INF/versions/9/text.txt", "of 9");
      put(jar, "META-INF/versions/21/text.txt", "of 21");
      put(jar, "META-INF/versions/99/text.txt", "of 99");
      put(jar, "META-INF/versions/nine/text.txt", "of none");
      put(jar, "META-INF/versions/17/new.txt", "new in 17");
      put(jar, "META-INF/x.txt", "x");
      put(jar, "a b#c%d/ü?.txt", "odd");
      put(jar, "folder/", "");
      put(jar, "folder/in.txt", "in");
      if (which.equals("second")) {
        put(jar, "only-second.txt", "here");
      }
      var type = ClassDesc.of(which, "Thing");
      jar.putNextEntry(new JarEntry(which + "/Thing.class"));
      jar.write(ClassFile.of().build(type, it -> it.withFlags(ClassFile.ACC_PUBLIC)));
    }
    return file;
  }

  private static void put(JarOutputStream jar, String name, String text) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(text.getBytes(UTF_8));
  }

  @Test
  void resources_are_the_same() throws Exception {
    for (var name : NAMES) {
      assertArrayEquals(read(javas.getResource(name)), read(ours.getResource(name)), name);
      assertArrayEquals(
          read(javas.getResourceAsStream(name)), read(ours.getResourceAsStream(name)), name);
      assertEquals(places(javas.getResources(name)), places(ours.getResources(name)), name);
    }
    assertEquals(javas.getResource("folder"), ours.getResource("folder"));
    assertEquals(javas.getResource("folder/"), ours.getResource("folder/"));
  }

  // Java writes its escapes with small letters, and URIs theirs with capitals.
  private static List<String> places(Enumeration<URL> urls) {
    return Collections.list(urls).stream()
        .map(it -> it.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static byte @Nullable [] read(@Nullable URL url) throws IOException {
    return url == null ? null : read(url.openStream());
  }

  private static byte @Nullable [] read(@Nullable InputStream in) throws IOException {
    try (in) {
      return in == null ? null : in.readAllBytes();
    }
  }

  @Test
  void classes_come_from_the_same_place_in_the_same_package() throws Exception {
    for (var name : List.of("firstjar.Thing", "second.Thing")) {
      var one = javas.loadClass(name);
      var other = ours.loadClass(name);
      assertEquals(
          one.getProtectionDomain().getCodeSource(), other.getProtectionDomain().getCodeSource());
      assertEquals(
          one.getPackage().getImplementationVersion(),
          other.getPackage().getImplementationVersion());
      assertEquals(one.getPackage().isSealed(), other.getPackage().isSealed());
    }
    assertEquals("7", ours.loadClass("firstjar.Thing").getPackage().getImplementationVersion());
    assertThrows(ClassNotFoundException.class, () -> ours.loadClass("firstjar.Other"));
    assertThrows(ClassNotFoundException.class, () -> ours.loadClass("java.util.Nothing"));
    assertThrows(ClassNotFoundException.class, () -> ours.loadClass("Unnamed"));
    assertEquals(String.class, ours.loadClass("java.lang.String"));
  }

  @Test
  void once_closed_it_finds_nothing_more() throws Exception {
    ours.loadClass("second.Thing");
    ours.close();
    assertThrows(ClassNotFoundException.class, () -> ours.loadClass("firstjar.Thing"));
    assertNull(ours.getResourceAsStream("text.txt"));
    ours.loadClass("second.Thing");
    ours.close();
  }

  @Test
  void a_jar_that_is_none_is_closed_again() throws Exception {
    var none = MappedJar.open(Files.writeString(folder.resolve("none.jar"), "none"));
    var good = MappedJar.open(folder.resolve("second.jar"));
    var shared = new SharedLoader();
    assertThrows(IOException.class, () -> new PluginClassLoader("p", List.of(good, none), shared));
    assertThrows(
        IllegalStateException.class,
        () -> good.entries(Limits.standard().budget()).read("text.txt", 1_000));
  }
}
