package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed leaves no child process, whatever that does. */
class OrphanTest {
  @TempDir Path root;

  @Test
  void a_child_ends_with_its_node() throws Exception {
    assertLeavesNone("64", state -> true);
  }

  @Test
  void also_while_it_is_stopped_for_having_used_its_share() throws Exception {
    assertLeavesNone("0.05", "T"::equals);
  }

  private interface When {
    boolean is(String state);
  }

  private void assertLeavesNone(String cpus, When when) throws Exception {
    var node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Orphaning.class.getName(),
                root.toString(),
                cpus)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      var pid = said.lines().filter(it -> it.matches("\\d+")).findFirst().orElseThrow();
      var child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      Eventually.so("it is in that state", () -> when.is(state(pid)));
      node.destroyForcibly();
      node.waitFor();
      Eventually.so("the child is gone", () -> !child.isAlive());
    } finally {
      assertTrue(node.destroyForcibly().waitFor() > 0);
    }
  }

  private static String state(String pid) throws Exception {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }
}
