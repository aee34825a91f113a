package io.hotswap.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedProcessTest {
  @TempDir Path own;

  @Test
  void its_end_is_known_by_code_or_signal() throws Exception {
    var shell = List.of("/bin/sh", "-c", "exit 7");
    var process = LockedProcess.start(of(shell));
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(7, process.exitValue());
    var waiting = LockedProcess.start(of(List.of("/bin/sh", "-c", "read x")));
    assertThrows(IllegalThreadStateException.class, waiting::exitValue);
    assertTrue(waiting.isAlive());
    waiting.destroyForcibly();
    assertEquals(137, waiting.waitFor());
    var terminated = LockedProcess.start(of(List.of("/bin/sh", "-c", "read x")));
    terminated.destroy();
    assertEquals(143, terminated.waitFor());
  }

  @Test
  void its_streams_are_pipes() throws Exception {
    var process =
        LockedProcess.start(
            of(List.of("/bin/sh", "-c", "read x; echo \"$x $A\"; pwd; echo no >&2")));
    process.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertEquals("hello b\n" + own + "\n", new String(process.getInputStream().readAllBytes()));
    assertEquals("no\n", new String(process.getErrorStream().readAllBytes()));
    assertEquals(0, process.waitFor());
  }

  @Test
  void what_cannot_be_started_is_told() {
    assertThrows(LockFailure.class, () -> LockedProcess.start(of(List.of("/nowhere/program"))));
    assertThrows(IllegalArgumentException.class, () -> of(List.of("sh")));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LockedCommand(
                List.of("/bin/sh"), Map.of(), own, Strength.CHILD, OptionalInt.empty(), List.of()));
  }

  private LockedCommand of(List<String> arguments) {
    var rules = new ArrayList<>(FileRule.ofTheJvm());
    rules.add(new FileRule(Path.of("/bin"), FileAccess.RUN));
    rules.add(new FileRule(Path.of("/usr/bin"), FileAccess.RUN));
    return new LockedCommand(
        arguments, Map.of("A", "b"), own, Strength.CHILD, OptionalInt.empty(), rules);
  }
}
