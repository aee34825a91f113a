package io.hotswap.api.fuzz;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request.
///
/// @param about what is bad in it: `createDeployment /version "x"`
/// @param encoded the body is in base64
record FuzzCase(
    String about,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    Optional<String> body,
    boolean encoded) {
  FuzzCase {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  FuzzCase at(String what, String otherPath) {
    return new FuzzCase(about + what, method, otherPath, query, headers, body, encoded);
  }

  FuzzCase query(String name, String... values) {
    var changed = new HashMap<>(query);
    changed.put(name, List.of(values));
    var shown = shown(String.join(" and ", values));
    return new FuzzCase(
        about + " ?" + shown(name) + "=" + shown, method, path, changed, headers, body, encoded);
  }

  FuzzCase header(String name, String value) {
    var changed = with(headers, name, value);
    return new FuzzCase(
        about + " " + name + ": " + shown(value), method, path, query, changed, body, encoded);
  }

  FuzzCase body(String what, String other) {
    return new FuzzCase(
        about + " " + what, method, path, query, headers, Optional.of(other), false);
  }

  FuzzCase encoded(String what, String base64) {
    return new FuzzCase(
        about + " " + what, method, path, query, headers, Optional.of(base64), true);
  }

  FuzzCase as(String otherMethod) {
    return new FuzzCase(
        about + " as " + otherMethod, otherMethod, path, query, headers, body, encoded);
  }

  FuzzCase bare() {
    var json = with(headers, "Content-Type", "application/json");
    return new FuzzCase(about + " no body", method, path, query, json, Optional.empty(), false);
  }

  APIGatewayProxyRequestEvent event(String token, String requestId) {
    var all = new HashMap<>(headers);
    all.putIfAbsent("Authorization", "Bearer " + token);
    body.ifPresent(it -> all.putIfAbsent("Content-Type", "application/json"));
    Map<String, String> last = new HashMap<>();
    query.forEach((name, values) -> last.put(name, values.getLast()));
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withPath(path)
        .withQueryStringParameters(last)
        .withMultiValueQueryStringParameters(query)
        .withHeaders(all)
        .withBody(body.orElse(null))
        .withIsBase64Encoded(encoded)
        .withRequestContext(new ProxyRequestContext().withRequestId(requestId));
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    var changed = new HashMap<>(map);
    changed.put(name, value);
    return changed;
  }

  /// Short, and on one line.
  static String shown(String text) {
    var shown = new StringBuilder();
    text.chars()
        .limit(60)
        .forEach(it -> shown.append(it < 32 || it > 126 ? "\\u%04x".formatted(it) : (char) it));
    return text.length() > 60 ? shown + "… (" + text.length() + ")" : shown.toString();
  }
}
