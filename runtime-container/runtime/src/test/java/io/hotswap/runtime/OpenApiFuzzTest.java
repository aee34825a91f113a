package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.RawHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every parameter and field of `openapi.yaml` with what no client should send. */
class OpenApiFuzzTest {
  private static final String[] TEXTS = {
    "\0",
    "\r\n",
    "a\nb",
    "{x}",
    "${x}",
    "../..",
    "%",
    "'",
    "\"",
    "\u00e4\u00f6",
    "\ud83d\ude00",
    "\ufeff",
    "-1",
    "null",
    "true",
    "1e999",
    "a b",
    "x".repeat(5_000),
    " ",
    "\u007f",
    "\t"
  };
  private static final String[] RAW = {"%zz", "%", "%f", "%ff", "%c0%af", "%u0041", "%ed%a0%80"};
  private static final String[] BODIES = {
    "",
    "x",
    "null",
    "[]",
    "0",
    "\"x\"",
    "{",
    "{}",
    "{\"tenants\":null}",
    "{\"tenants\":{}}",
    "{\"tenants\":\"x\"}",
    "{\"tenants\":[]}",
    "{\"tenants\":[null]}",
    "{\"tenants\":[[]]}",
    "{\"tenants\":[{}]}",
    "{\"tenants\":[\"a\"",
    "\ufeff{\"tenants\":[\"a\"]",
    "\0",
    "{\"tenants\":" + "[".repeat(20_000),
    "{\"x\":" + "9".repeat(5_000) + "}"
  };

  // W3C: what is no trace context is as if it had not been sent. Whoever forwards may have any
  // name.
  private static final Set<String> IGNORED = Set.of("traceparent", "HotSwap-Forwarded-By");

  @TempDir Path directory;

  @Test
  void whatever_stands_in_a_parameter_or_field_is_the_clients_mistake() throws Exception {
    var api = new ObjectMapper(new YAMLFactory()).readTree(Path.of("../openapi.yaml").toFile());
    var controlPlane = new InMemoryControlPlane();
    try (var issuer = new Issuer()) {
      var node = new NodeUnderTest(directory, controlPlane, issuer);
      controlPlane.publish(
          Documents.serving(
              "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
      controlPlane.awaitAck("echo", 1);
      node.awaitReady();
      int asked = 0;
      for (var path : api.path("paths").properties()) {
        for (var method : path.getValue().properties()) {
          if (method.getKey().matches("get|post")) {
            asked += ask(node, issuer, path.getKey(), path.getValue(), method);
          }
        }
      }
      assertTrue(asked > 200, "asked " + asked);
      node.close();
    }
  }

  private static int ask(
      NodeUnderTest node,
      Issuer issuer,
      String path,
      JsonNode of,
      Map.Entry<String, JsonNode> method)
      throws Exception {
    int port = of.has("servers") ? node.operatorPort() : node.port();
    List<JsonNode> parameters = new ArrayList<>();
    of.path("parameters").forEach(parameters::add);
    method.getValue().path("parameters").forEach(parameters::add);
    int asked = 0;
    for (var parameter : parameters) {
      var name = parameter.path("name").asText();
      for (var value : values(parameter.path("in").asText())) {
        var request = new Request(path, method.getKey(), issuer.token("acme"));
        parameters.forEach(it -> request.set(it, good(it.path("name").asText())));
        request.set(parameter, value);
        expect(RawHttp.exchange(port, request.text("{\"tenants\":[\"a\"]}")), name, value);
        asked++;
      }
    }
    if (method.getValue().at("/requestBody/content").has("application/json")) {
      for (var body : BODIES) {
        var request = new Request(path, method.getKey(), issuer.token("acme"));
        parameters.forEach(it -> request.set(it, good(it.path("name").asText())));
        expect(RawHttp.exchange(port, request.text(body)), "body", body);
        asked++;
      }
    }
    return asked;
  }

  private static String good(String name) {
    return switch (name) {
      case "plugin" -> "echo";
      case "operation" -> "run";
      case "tenant", "HotSwap-Tenant" -> "acme";
      default -> "";
    };
  }

  private static List<String> values(String in) {
    List<String> all = new ArrayList<>();
    for (var text : TEXTS) {
      all.add(
          in.equals("header")
              ? text
              : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    if (!in.equals("header")) {
      all.addAll(List.of(RAW));
    }
    return all;
  }

  private static void expect(String said, String name, String value) {
    var what = name + "=" + value.substring(0, Math.min(50, value.length())) + ": " + said;
    assertTrue(said.startsWith("HTTP/1.1 "), what);
    int status = Integer.parseInt(said.substring(9, 12));
    assertTrue(status < 500, what);
    if (status != 200) {
      assertEquals(4, status / 100, what);
      assertTrue(said.contains("application/problem+json"), what);
    } else {
      // A tenant may have any name that can be printed.
      assertTrue(IGNORED.contains(name) || name.equals("tenant") || value.isBlank(), what);
    }
  }

  private static final class Request {
    private final String method;
    private final StringBuilder headers = new StringBuilder();
    private final Map<String, String> values = new LinkedHashMap<>();
    private String path;

    Request(String path, String method, String token) {
      this.path = path;
      this.method = method.toUpperCase(Locale.ROOT);
      headers.append("Host: x\r\nConnection: close\r\nAuthorization: Bearer ").append(token);
      headers.append("\r\n");
    }

    void set(JsonNode parameter, String value) {
      values.put(parameter.path("in").asText() + ":" + parameter.path("name").asText(), value);
    }

    String text(String body) {
      values.forEach(
          (name, value) -> {
            var plain = name.substring(name.indexOf(':') + 1);
            if (name.startsWith("path:")) {
              path = path.replace("{" + plain + "}", value);
            } else if (name.startsWith("query:")) {
              path += "?" + plain + "=" + value;
            } else if (!value.isEmpty()) {
              headers.append(plain).append(": ").append(value).append("\r\n");
            }
          });
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      return method
          + " "
          + path
          + " HTTP/1.1\r\n"
          + headers
          + "Content-Length: "
          + (method.equals("POST") ? bytes.length : 0)
          + "\r\n\r\n"
          + (method.equals("POST") ? new String(bytes, StandardCharsets.ISO_8859_1) : "");
    }
  }
}
