package io.hotswap.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// MiniStack from the launcher's virtual environment, on a free port of the loopback interface.
record EmbeddedEngine(URI endpoint, Process process, Path log) implements LocalEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static EmbeddedEngine started(Map<String, String> environment) {
    try {
      int port = freePort();
      var log = Files.createTempFile("hotswap-engine-", ".log");
      var builder =
          new ProcessBuilder(virtualEnvironment().resolve("bin/ministack").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(settings(port));
      builder.environment().putAll(environment);
      var engine = new EmbeddedEngine(URI.create("http://127.0.0.1:" + port), builder.start(), log);
      engine.awaitHealth();
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded engine does not start", e);
    }
  }

  private static Map<String, String> settings(int port) {
    return Map.of(
        "GATEWAY_PORT", Integer.toString(port),
        "BIND_HOST", "127.0.0.1",
        "IOT_MTLS_ENABLED", "0",
        "PERSIST_STATE", "0");
  }

  private void awaitHealth() throws IOException {
    var deadline = Instant.now().plus(PATIENCE);
    var request = HttpRequest.newBuilder(endpoint.resolve("/_ministack/health")).build();
    try (var client = HttpClient.newHttpClient()) {
      while (Instant.now().isBefore(deadline) && process.isAlive()) {
        try {
          if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          Thread.onSpinWait();
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    throw new IOException("No answer from " + endpoint + ":\n" + Files.readString(log));
  }

  @Override
  public void close() {
    log.toFile().deleteOnExit();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static Path virtualEnvironment() throws IOException {
    var process =
        new ProcessBuilder("python3", repository().resolve("localstack/venv").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = process.getInputStream()) {
      var folder = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException("localstack/venv failed: see its message above");
      }
      return Path.of(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the virtual environment was made", e);
    }
  }

  private static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("localstack/venv"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(
            "Not inside the repository: " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
