package io.hotswap.runtime.scope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDriversTest {
  private static final String SERVICES = "META-INF/services/java.sql.Driver";

  @TempDir Path directory;
  private final List<String> unusable = new ArrayList<>();

  private void load(ClassLoader loader) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> JdbcDrivers.load(loader, unusable::add));
  }

  @Test
  void names_that_can_never_be_read_are_not_asked_for_without_end() throws Exception {
    var names = Files.writeString(directory.resolve("names"), "a.B").toUri().toURL();
    load(
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            return names;
          }

          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("the disk is gone");
          }
        });
    assertEquals(100, unusable.size());
    assertTrue(unusable.getFirst().contains("IOException"), unusable::toString);
  }

  @Test
  void a_list_that_is_gone_is_told_once() throws Exception {
    var gone = directory.resolve("gone").toUri().toURL();
    load(
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            return gone;
          }

          @Override
          public Enumeration<URL> getResources(String name) {
            return Collections.enumeration(List.of(gone));
          }
        });
    assertEquals(1, unusable.size(), unusable::toString);
  }

  @Test
  void each_name_that_is_nothing_is_told_once() throws Exception {
    write("a.Missing\nb.Missing\n");
    try (var loader = loader()) {
      load(loader);
    }
    assertEquals(2, unusable.size(), unusable::toString);
  }

  private void write(String names) throws IOException {
    var file = directory.resolve(SERVICES);
    Files.createDirectories(file.getParent());
    Files.writeString(file, names, UTF_8);
  }

  private URLClassLoader loader() throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }
}
