package io.hotswap.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/// One caller of the API, with one token.
record Client(String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> ENDS = Set.of("Completed", "Failed", "RolledBack");

  static Client as(String role) {
    return new Client(RunningStack.get().token(role));
  }

  Answer get(String path) {
    return send("GET", api(path), "", Map.of());
  }

  Answer post(String path, String body) {
    return post(path, body, Map.of());
  }

  Answer post(String path, String body, Map<String, String> headers) {
    return send("POST", api(path), body, headers);
  }

  Answer delete(String path) {
    return send("DELETE", api(path), "", Map.of());
  }

  Answer invoke(String plugin, String operation, String body, Map<String, String> headers) {
    var uri =
        RunningStack.get().variable("HOTSWAP_RUNTIME_URL")
            + "/api/v1/plugins/"
            + plugin
            + "/invoke/"
            + operation;
    return send("POST", uri, body, headers);
  }

  Answer register(String name, Path file) {
    try {
      var body =
          JsonNodeFactory.instance
              .objectNode()
              .put("name", name)
              .put("content", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      return checked(post("/plugins", body.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The answer to a registration, once the checks of what was registered have ended.
  Answer checked(Answer registered) {
    if (registered.status() == 201) {
      var version = registered.json().path("version");
      var path =
          "/plugins/%s/versions/%s"
              .formatted(version.path("pluginId").asText(), version.path("version").asText());
      var deadline = Instant.now().plus(Duration.ofSeconds(90));
      while (get(path).expect(200).json().path("checks").asText().equals("Pending")) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError("Its checks do not end: " + get(path).json().toPrettyString());
        }
        pause(Duration.ofMillis(200));
      }
    }
    return registered;
  }

  Answer deploy(String plugin, String version) {
    var answer = post("/deployments", deployment(plugin, version));
    if (answer.status() == 202) {
      var location = answer.response().uri().resolve(answer.header("Location"));
      send("GET", location.toString(), "", Map.of()).expect(200);
    }
    return answer;
  }

  static String deployment(String plugin, String version) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pluginId", plugin)
        .put("version", version)
        .put("environment", "Development")
        .put("strategy", "Direct")
        .toString();
  }

  /// The deployment once it has ended.
  JsonNode awaitEnd(String deploymentId, Duration patience) {
    return awaitStatus(deploymentId, ENDS, patience);
  }

  JsonNode awaitStatus(String deploymentId, Set<String> statuses, Duration patience) {
    var deadline = Instant.now().plus(patience);
    while (true) {
      var deployment = get("/deployments/" + deploymentId).expect(200).json();
      if (statuses.contains(deployment.at("/status").asText())) {
        return deployment;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            "Not " + statuses + " after " + patience + ": " + deployment.toPrettyString());
      }
      pause(Duration.ofMillis(200));
    }
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  Answer send(String method, String uri, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(Duration.ofSeconds(40))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    request.setHeader("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    try {
      return new Answer(method + " " + uri, HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  static String api(String path) {
    return RunningStack.get().variable("HOTSWAP_API_URL") + path;
  }
}
