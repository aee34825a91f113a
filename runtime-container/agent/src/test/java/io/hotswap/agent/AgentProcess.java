package io.hotswap.agent;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own. */
final class AgentProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  final Process process;
  private final Path log;

  AgentProcess(Map<String, String> variables, Path log) throws IOException {
    this.log = log;
    var builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx96m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Agent.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(it -> it.startsWith("AWS_"));
    builder.environment().putAll(variables);
    this.process = builder.start();
  }

  void awaitListening(Path socket) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (!listens(socket)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("It does not listen: see " + log);
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean listens(Path socket) throws IOException {
    try (var probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return probe.isConnected();
    } catch (java.net.SocketException notYet) {
      return false;
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its exit code, once it has ended by itself. */
  int exit() throws InterruptedException {
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It has not ended: see " + log);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
