package io.hotswap.api.wording;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The routes of an OpenAPI document, for suggestions of similar ones.
public final class CloseRoutes {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final int FARTHEST = 2;
  private static final int MOST = 3;
  private static final int LONGEST = 200;

  private final List<Route> routes = new ArrayList<>();

  public CloseRoutes(JsonNode document) {
    for (var path : document.path("paths").properties()) {
      List<String> methods = new ArrayList<>();
      path.getValue().fieldNames().forEachRemaining(methods::add);
      methods.retainAll(METHODS);
      methods.replaceAll(it -> it.toUpperCase(Locale.ROOT));
      routes.add(new Route(path.getKey(), methods));
    }
  }

  private record Route(String template, List<String> methods) {
    int distance(List<String> path) {
      return EditDistance.between(path, segments(template), Route::distance);
    }

    private static int distance(String segment, String of) {
      if (segment.equals(of) || (of.startsWith("{") && !segment.isEmpty())) {
        return 0;
      }
      return EditDistance.between(segment, of) <= 2 ? 1 : FARTHEST + 1;
    }

    int length() {
      return segments(template).size();
    }

    int placeholders() {
      return (int) template.chars().filter(it -> it == '{').count();
    }

    String text() {
      return String.join(", ", methods) + " " + template;
    }
  }

  /// `GET, POST /api/v1/deployments`
  public List<String> all() {
    return routes.stream().map(Route::text).toList();
  }

  /// The closest first.
  public List<String> to(String path) {
    if (path.length() > LONGEST) {
      return List.of();
    }
    var segments = segments(path);
    return routes.stream()
        .filter(it -> it.distance(segments) <= FARTHEST)
        .sorted(
            Comparator.<Route>comparingInt(it -> it.distance(segments))
                .thenComparingInt(it -> Math.abs(it.length() - segments.size()))
                .thenComparingInt(Route::placeholders))
        .limit(MOST)
        .map(Route::text)
        .toList();
  }

  private static List<String> segments(String path) {
    return List.of(path.replaceFirst("^/", "").replaceFirst("/+$", "").split("/", -1));
  }
}
