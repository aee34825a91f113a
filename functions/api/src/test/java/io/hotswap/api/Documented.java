package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.access.Action;
import io.micronaut.web.router.Router;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Holds functions to what openapi.yaml says of them.
public final class Documented {
  private static final OpenApi API = new OpenApi();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private Documented() {}

  /// `POST /api/v1/plugins registerPlugin` of every operation that a function answers.
  ///
  /// @param function its logical id in template.yaml
  public static Set<String> routes(String function) {
    return operations((line, operation) -> operation.toString().contains("${" + function + "."));
  }

  /// Whether a GET of the path, of which a query may be part, is one of the routes.
  ///
  /// @param routes as this class lists them
  static boolean isAnswered(String pathAndQuery, Set<String> routes) {
    var path = URI.create(pathAndQuery).getPath();
    return routes.stream()
        .map(it -> it.split(" "))
        .filter(it -> it[0].equals("GET"))
        .anyMatch(it -> path.matches(it[1].replaceAll("\\{[^}]+}", "[^/]+")));
  }

  public static Set<String> operationIds() {
    Set<String> ids = new TreeSet<>();
    operations((line, operation) -> ids.add(operation.path("operationId").asText()));
    return ids;
  }

  /// The same of the controllers that a function has.
  public static Set<String> routes(ApiFunction function) {
    Set<String> routes = new TreeSet<>();
    function
        .getApplicationContext()
        .getBean(Router.class)
        .uriRoutes()
        // Micronaut's shadow of every GET; the gateway lets none through.
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .forEach(
            route ->
                routes.add(
                    route.getHttpMethodName()
                        + " "
                        + route.getUriMatchTemplate().toPathString()
                        + " "
                        + route
                            .getTargetMethod()
                            .getAnnotationMetadata()
                            .enumValue(Operation.class, Action.class)
                            .map(Action::operationId)
                            .orElse("NOBODY MAY")));
    return routes;
  }

  /// The answer is one that the operation has in openapi.yaml: its status, and its body by schema.
  public static void conforms(Action action, Gateway.Reply reply) {
    List<JsonNode> found = new ArrayList<>();
    operations(
        (line, operation) ->
            action.operationId().equals(operation.path("operationId").asText())
                && found.add(operation));
    var answer = found.getFirst().path("responses").path(Integer.toString(reply.status()));
    assertFalse(answer.isMissingNode(), "not documented: " + reply);
    var content = answer.path("content");
    if (content.isMissingNode()) {
      assertEquals(true, reply.body().isMissingNode(), reply.toString());
      return;
    }
    var schema = content.path(reply.header("Content-Type")).path("schema");
    assertFalse(schema.isMissingNode(), "not documented: " + reply);
    assertEquals(List.of(), API.schema(schema).validate(reply.body()), reply.toString());
  }

  private interface Wanted {
    boolean wanted(String line, JsonNode operation);
  }

  private static Set<String> operations(Wanted wanted) {
    Set<String> lines = new TreeSet<>();
    for (var path : API.document().get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var line =
            operation.getKey().toUpperCase(Locale.ROOT)
                + " "
                + path.getKey()
                + " "
                + operation.getValue().path("operationId").asText();
        if (METHODS.contains(operation.getKey()) && wanted.wanted(line, operation.getValue())) {
          lines.add(line);
        }
      }
    }
    return lines;
  }
}
