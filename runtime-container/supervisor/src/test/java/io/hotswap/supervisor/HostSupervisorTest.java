package io.hotswap.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor as a process, over hosts that are a line of shell. */
class HostSupervisorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Process supervisor;

  @AfterEach
  void end() {
    supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
    supervisor.destroyForcibly();
  }

  @Test
  void a_host_that_is_killed_is_followed_by_another() throws Exception {
    start("echo $$ >> pids; exec sleep 600");
    for (int deaths = 1; deaths <= 3; deaths++) {
      int count = deaths;
      await(() -> pids().size() == count);
      ProcessHandle.of(pids().getLast()).orElseThrow().destroyForcibly();
    }
    await(() -> pids().size() == 4);
  }

  @Test
  void a_host_that_ends_by_itself_is_followed_by_another() throws Exception {
    start("echo $$ >> pids; test $(wc -l < pids) -gt 2 && exec sleep 600; exit 3");
    await(() -> pids().size() == 3);
  }

  @Test
  void wrong_settings_would_be_wrong_for_the_next_one_too() throws Exception {
    start("echo $$ >> pids; exit 2");
    assertTrue(supervisor.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertEquals(2, supervisor.exitValue());
    assertEquals(1, pids().size());
  }

  @Test
  void asked_to_stop_it_asks_its_host_and_ends_with_it() throws Exception {
    start("trap 'echo stopped > said; exit 0' TERM; echo $$ >> pids; while :; do sleep 0.05; done");
    await(() -> pids().size() == 1);
    supervisor.destroy();
    assertTrue(supervisor.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertEquals("stopped", Files.readString(folder.resolve("said")).strip());
    assertFalse(ProcessHandle.of(pids().getFirst()).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void a_host_inherits_nothing_of_the_environment() throws Exception {
    start("env > seen; echo $$ >> pids; exec sleep 600");
    await(() -> pids().size() == 1);
    var seen = Files.readString(folder.resolve("seen"));
    assertFalse(seen.contains("AWS_CONTAINER_AUTHORIZATION_TOKEN"), seen);
    assertTrue(seen.contains("JAVA_TOOL_OPTIONS=-Dthis=1"), seen);
  }

  private void start(String host) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(HostSupervisor.class.getName());
    command.addAll(List.of("/bin/sh", "-c", host));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "secret");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dthis=1");
    supervisor = builder.start();
  }

  private List<Long> pids() {
    try {
      var file = folder.resolve("pids");
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(Long::parseLong).toList()
          : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within " + PATIENCE);
      Thread.sleep(10);
    }
  }
}
