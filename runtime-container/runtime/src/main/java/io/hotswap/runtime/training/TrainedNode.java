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

/// A node in a process of its own, as an image or the launcher starts one.
public final class TrainedNode implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final TrainingFixture ground;
  private final Process process;

  private TrainedNode(TrainingFixture ground, Process process) {
    this.ground = ground;
    this.process = process;
  }

  /// @param jar the node's
  /// @param log where what it says goes
  public static TrainedNode start(TrainingFixture ground, Path jar, Path log, List<String> options)
      throws IOException {
    return start(ground, jar, log, options, Map.of());
  }

  static TrainedNode start(
      TrainingFixture ground, Path jar, Path log, List<String> options, Map<String, String> more)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(ground.variables());
    builder.environment().putAll(more);
    return new TrainedNode(ground, builder.start());
  }

  /// Calls the plugin until it has answered once.
  public void awaitAnswer() throws IOException, InterruptedException {
    long last = System.nanoTime() + START.toNanos();
    while (call() != 200) {
      if (!process.isAlive() || System.nanoTime() - last > 0) {
        throw new IOException("The node did not answer");
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /// The status of a call of the plugin; 0 when nobody listens yet.
  public int call() throws IOException, InterruptedException {
    return call("{\"a\":1}");
  }

  int call(String body) throws IOException, InterruptedException {
    try {
      return ask(
          ground.port(),
          TrainingFixture.PATH,
          HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
    } catch (ConnectException notYet) {
      return 0;
    }
  }

  /// Of its operator's port, which has all pages.
  int get(String path) throws IOException, InterruptedException {
    return ask(ground.operatorPort(), path, HttpRequest.newBuilder().GET());
  }

  private int ask(int port, String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
            request
                .uri(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + ground.token())
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /// Asks it to end, as ECS and the launcher do.
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
