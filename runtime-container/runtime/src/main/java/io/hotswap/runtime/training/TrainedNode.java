package io.hotswap.runtime.training;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A node in a process of its own, started as by an image or the launcher.
public final class TrainedNode implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final TrainingFixture fixture;
  private final Process process;

  private TrainedNode(TrainingFixture fixture, Process process) {
    this.fixture = fixture;
    this.process = process;
  }

  /// @param jar the node's
  /// @param log file for its output
  public static TrainedNode start(TrainingFixture fixture, Path jar, Path log, List<String> options)
      throws IOException {
    return start(fixture, jar, log, options, Map.of());
  }

  static TrainedNode start(
      TrainingFixture fixture, Path jar, Path log, List<String> options, Map<String, String> more)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(fixture.variables());
    builder.environment().putAll(more);
    return new TrainedNode(fixture, builder.start());
  }

  /// Calls the plugin until it has answered once.
  public void awaitAnswer() throws IOException, InterruptedException {
    long last = System.nanoTime() + START.toNanos();
    while (call() != 200) {
      if (!process.isAlive() || System.nanoTime() - last > 0) {
        throw new IOException("The node did not answer");
      }
      Thread.sleep(POLL_INTERVAL);
    }
  }

  /// The status of a call of the plugin; 0 when the node does not listen yet.
  public int call() throws IOException, InterruptedException {
    return call("{\"a\":1}");
  }

  int call(String body) throws IOException, InterruptedException {
    try {
      return ask(
          fixture.port(),
          TrainingFixture.PATH,
          HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
    } catch (ConnectException notYet) {
      return 0;
    }
  }

  /// A page of the operators' port.
  int get(String path) throws IOException, InterruptedException {
    return ask(fixture.operatorPort(), path, HttpRequest.newBuilder().GET());
  }

  private int ask(int port, String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
            request
                .uri(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + fixture.token())
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /// Sends SIGTERM, as ECS and the launcher do.
  ///
  /// @return its exit code
  public int stop() throws IOException, InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  int awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("The node did not end within " + STOP);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
  }
}
