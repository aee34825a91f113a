package io.hotswap.runtime.loading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.testing.SelfSigned;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What libraries do with the URL of a resource, beside `URLClassLoader`.
class ResourceUrlsTest {
  private static final String TOOL =
      """
      public class Tool implements java.util.spi.ToolProvider {
        public String name() { return "tool"; }
        public int run(java.io.PrintWriter out, java.io.PrintWriter err, String... arguments) {
          return 7;
        }
      }
      """;

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var each : opened) {
      each.close();
    }
  }

  @Test
  void signatures_that_shading_has_broken_are_nobodys_concern() throws Exception {
    var signed = signed(plain());
    for (var block : List.of(".EC", ".RSA", ".DSA")) {
      var broken = new RawZip();
      for (var entry : entries(signed)) {
        var name = entry.name().replace(".EC", block);
        broken.add(
            entry.name().equals("a/text.txt") ? of(name, "other") : of(name, entry.content()));
      }
      var jar = write("broken" + block + ".jar", broken.bytes());
      var theirs = Objects.requireNonNull(javas(jar).getResource("a/text.txt"));
      assertThrows(SecurityException.class, () -> text(theirs), block);
      var ours = ours(jar);
      assertEquals("other", text(ours.getResource("a/text.txt")));
      assertEquals(
          List.of(7),
          ServiceLoader.load(ToolProvider.class, ours).stream()
              .filter(it -> it.type().getName().equals("Tool"))
              .map(it -> it.get().run(System.out, System.err))
              .toList());
      var connection = Objects.requireNonNull(ours.getResource("a/text.txt")).openConnection();
      try (var listed = assertInstanceOf(JarURLConnection.class, connection).getJarFile()) {
        assertEquals(5, listed.getInputStream(listed.getEntry("a/text.txt")).readAllBytes().length);
      }
    }
  }

  @Test
  void names_are_what_they_are_in_every_form_of_unicode() throws Exception {
    var composed = "\u00fc/\u00e9.txt";
    var decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    var names = List.of(composed, decomposed, "\u212b", "\u00c5", "\ud83d\ude00", "a b+c%20#?.txt");
    var zip = new RawZip();
    names.forEach(name -> zip.add(of(name, "content of " + name)));
    var jar = write("names.jar", zip.bytes());
    for (var name : names) {
      var ours = Objects.requireNonNull(ours(jar).getResource(name));
      assertEquals("content of " + name, text(ours));
      // The platform's own has two halves of a letter there that it does not find itself.
      if (name.codePoints().noneMatch(Character::isSupplementaryCodePoint)) {
        assertEquals(
            Objects.requireNonNull(javas(jar).getResource(name)).toString(), ours.toString());
      }
      assertEquals("content of " + name, text(URI.create(ours.toString()).toURL()));
    }
  }

  @Test
  @SuppressWarnings("deprecation") // That is how libraries make them.
  void relative_urls_lead_to_the_same_place() throws Exception {
    var jar = write("plain.jar", plain());
    var ours = Objects.requireNonNull(ours(jar).getResource("a/text.txt"));
    var theirs = Objects.requireNonNull(javas(jar).getResource("a/text.txt"));
    assertEquals(theirs.toURI(), ours.toURI());
    for (var spec : List.of("b.txt", "../c.txt", "/c.txt", "./b.txt", "#there", "x/../b.txt")) {
      var mine = new URL(ours, spec);
      assertEquals(new URL(theirs, spec).toString(), mine.toString(), spec);
      assertEquals(text(new URL(theirs, spec)), text(mine), spec);
    }
    var none = new URL(ours, "none.txt");
    assertThrows(FileNotFoundException.class, none::openStream);
    var other = write("other.jar", new RawZip().add(of("a", "of another")).bytes());
    assertEquals("of another", text(new URL(ours, "jar:" + other.toUri() + "!/a")));
  }

  @Test
  void connections_are_those_that_libraries_cast_to() throws Exception {
    var jar = write("plain.jar", plain());
    for (var name : List.of("a/text.txt", "a/b.html", "a/", "Tool.class")) {
      var mine = connection(ours(jar).getResource(name));
      var theirs = connection(javas(jar).getResource(name));
      assertEquals(theirs.getEntryName(), mine.getEntryName());
      assertEquals(theirs.getJarFileURL(), mine.getJarFileURL());
      assertEquals(theirs.getContentLengthLong(), mine.getContentLengthLong());
      assertEquals(theirs.getContentLength(), mine.getContentLength());
      assertEquals(theirs.getLastModified() / 1000, mine.getLastModified() / 1000);
      assertEquals(theirs.getManifest(), mine.getManifest());
      assertEquals(theirs.getURL().toString(), mine.getURL().toString());
      try (var here = mine.getJarFile();
          var there = theirs.getJarFile()) {
        assertEquals(
            there.stream().map(Object::toString).toList(),
            here.stream().map(Object::toString).toList());
      }
    }
    assertEquals("text/html", connection(ours(jar).getResource("a/b.html")).getContentType());
  }

  @Test
  void a_url_that_outlives_its_plugin_reads_nothing_more() throws Exception {
    var loader = ours(write("plain.jar", plain()));
    var url = Objects.requireNonNull(loader.getResource("a/text.txt"));
    assertEquals("text", text(url));
    loader.close();
    assertTrue(assertThrows(IOException.class, url::openStream).getMessage().contains("unloaded"));
    assertEquals(List.of(), Collections.list(loader.getResources("none")));
  }

  private record Read(String name, byte[] content) {}

  private static List<Read> entries(byte[] jar) throws IOException {
    var file = Files.write(Files.createTempFile("entries", ".jar"), jar);
    try (var zip = new ZipFile(file.toFile())) {
      List<Read> all = new ArrayList<>();
      for (var entry : zip.stream().toList()) {
        all.add(new Read(entry.getName(), zip.getInputStream(entry).readAllBytes()));
      }
      return all;
    } finally {
      Files.delete(file);
    }
  }

  private byte[] signed(byte[] jar) throws Exception {
    var made = SelfSigned.make(folder);
    var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(made.key()));
    var path =
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(made.certificate()));
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipFile(write("unsigned.jar", jar).toFile())) {
      new JarSigner.Builder(key, path).signerName("SHADED").build().sign(zip, out);
    }
    return out.toByteArray();
  }

  private static byte[] plain() {
    return new RawZip()
        .add(of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n"))
        .add(of("META-INF/services/java.util.spi.ToolProvider", "Tool\n"))
        .add(RawEntry.of("Tool.class", Fixture.empty().source("Tool", TOOL).entry("Tool.class")))
        .add(of("a/", ""))
        .add(of("a/text.txt", "text"))
        .add(of("a/b.txt", "b"))
        .add(of("a/b.html", "<html>"))
        .add(of("c.txt", "c"))
        .bytes();
  }

  private static RawEntry of(String name, String content) {
    return RawEntry.of(name, content);
  }

  private static RawEntry of(String name, byte[] content) {
    return RawEntry.of(name, content);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private PluginClassLoader ours(Path jar) throws IOException {
    var loader = new PluginClassLoader("p", List.of(MappedJar.open(jar)), new SharedLoader());
    opened.add(loader);
    return loader;
  }

  private URLClassLoader javas(Path jar) throws IOException {
    var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, new SharedLoader());
    opened.add(loader);
    return loader;
  }

  private static JarURLConnection connection(@Nullable URL url) throws IOException {
    return assertInstanceOf(JarURLConnection.class, Objects.requireNonNull(url).openConnection());
  }

  private static String text(@Nullable URL url) throws IOException {
    try (var in = Objects.requireNonNull(url).openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
