package io.hotswap.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
  private static final Path OF_ROOT = Path.of("/etc/passwd");
  private static final int ANOTHER = 10_001;

  @TempDir Path root;
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root);
    directory.prepare();
  }

  @Test
  void a_file_of_another_user_is_used_all_the_same() throws Exception {
    List<String> command = new ArrayList<>();
    var bytes = Files.readAllBytes(OF_ROOT);
    var digest = Hashing.of(bytes);
    for (var file :
        List.of(
            directory.binaries().resolve(digest.hex()),
            directory.libraries().resolve(digest.hex() + ".jar"))) {
      if (System.getProperty("user.name").equals("root")) {
        Files.setAttribute(Files.write(file, bytes), "unix:uid", ANOTHER);
        command = List.of("setpriv", "--bounding-set", "-fowner,-dac_override");
      } else {
        Files.createSymbolicLink(file, OF_ROOT);
      }
    }
    assertEquals(0, taking(command, digest));
  }

  private int taking(List<String> prefix, Digest digest) throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Taking.class.getName(), root.toString(), digest.hex()));
    var process = new ProcessBuilder(command).inheritIO().start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** A load of a version by a node that may not write to what it finds. */
  static final class Taking {
    private Taking() {}

    public static void main(String[] arguments) throws Exception {
      var directory = new DataDirectory(Path.of(arguments[0]));
      var digest = new Digest(arguments[1]);
      new BinaryCache(directory, new InMemoryControlPlane(), Duration.ofMillis(1))
          .take(digest, () -> false)
          .close();
      try (var library = MappedJar.open(directory.libraries().resolve(digest.hex() + ".jar"))) {
        if (!library.touch()) {
          throw new AssertionError("It is there");
        }
      }
    }
  }

  @Test
  void what_is_swept_while_it_is_verified_is_found_out() throws Exception {
    var file = Files.write(directory.libraries().resolve("a.jar"), new byte[] {1});
    try (var jar = MappedJar.open(file)) {
      assertTrue(jar.touch());
      Files.delete(file);
      assertFalse(jar.touch(), "whoever opens it by path needs it anew");
    }
  }
}
