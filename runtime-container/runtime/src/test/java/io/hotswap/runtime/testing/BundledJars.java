package io.hotswap.runtime.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Libraries as the build has put them beside the tests, for plugins to bundle. */
public final class BundledJars {
  private static final Path FOLDER = Path.of("target", "bundled");

  private BundledJars() {}

  /** The one whose name begins so. */
  public static byte[] jar(String prefix) {
    try {
      return Files.readAllBytes(path(prefix));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some of its entries. */
  public static byte[] jar(String prefix, Predicate<String> wanted) {
    var bytes = new ByteArrayOutputStream();
    try (var from = new ZipFile(path(prefix).toFile());
        var to = new ZipOutputStream(bytes)) {
      for (var entry : from.stream().filter(it -> wanted.test(it.getName())).toList()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        from.getInputStream(entry).transferTo(to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Path path(String prefix) throws IOException {
    try (var all = Files.list(FOLDER)) {
      return all.filter(it -> it.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No " + prefix + " in " + FOLDER));
    }
  }
}
