package io.hotswap.runtime;

import io.hotswap.runtime.training.TrainingFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, without an agent. */
final class NodeProcess implements AutoCloseable {
  private static final long START_SECONDS = 120;

  final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final TrainingFixture fixture;
  private final Path log;

  /**
   * @param more variables; empty ones are taken away
   */
  NodeProcess(TrainingFixture fixture, Path log, Map<String, String> more) throws IOException {
    this(fixture, log, more, List.of());
  }

  NodeProcess(TrainingFixture fixture, Path log, Map<String, String> more, List<String> options)
      throws IOException {
    this.fixture = fixture;
    this.log = log;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(it -> it.startsWith("AWS_"));
    builder.environment().putAll(fixture.variables());
    builder.environment().putAll(more);
    builder.environment().values().removeIf(String::isEmpty);
    this.process = builder.start();
  }

  /** Its exit code, once it has ended by itself. */
  int exit() throws Exception {
    if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("It has not ended: " + said());
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  /** The status and what it says; empty while nobody listens. */
  String get(String path) throws Exception {
    try {
      var answer =
          http.send(
              request(fixture.variables().get("HOTSWAP_OPERATOR_PORT"), path).build(),
              BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException notYet) {
      return "";
    }
  }

  HttpResponse<String> invoke(String plugin) throws Exception {
    return http.send(call(plugin), BodyHandlers.ofString());
  }

  /** Without waiting for an answer that may not come. */
  CompletableFuture<HttpResponse<String>> invoking(String plugin) {
    return http.sendAsync(call(plugin), BodyHandlers.ofString());
  }

  private HttpRequest call(String plugin) {
    return request(Integer.toString(fixture.port()), "/api/v1/plugins/" + plugin + "/invoke/run")
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }

  private HttpRequest.Builder request(String port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + fixture.token());
  }

  /** As ECS and the launcher do. */
  int stop() throws Exception {
    process.destroy();
    return exit();
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
    http.close();
  }
}
