package io.hotswap.api;

import io.hotswap.api.request.RelativeReference;
import java.util.Map;
import java.util.Optional;

/// What an operation answers when it did what was asked.
///
/// @param body written as JSON by the mapping that items and documents have too
public record ApiAnswer(int status, Map<String, String> headers, Optional<Object> body) {
  private static final String LOCATION = "Location";

  public ApiAnswer {
    headers = Map.copyOf(headers);
  }

  public static ApiAnswer ok(Object body) {
    return new ApiAnswer(200, Map.of(), Optional.of(body));
  }

  public static ApiAnswer created(Object body) {
    return new ApiAnswer(201, Map.of(), Optional.of(body));
  }

  /// @param location path of what was made
  public static ApiAnswer created(Object body, String location) {
    return new ApiAnswer(201, Map.of(LOCATION, location), Optional.of(body));
  }

  /// @param location path of the resource to watch
  public static ApiAnswer accepted(Object body, String location) {
    return new ApiAnswer(202, Map.of(LOCATION, location), Optional.of(body));
  }

  public static ApiAnswer noContent() {
    return new ApiAnswer(204, Map.of(), Optional.empty());
  }

  /// The same with its location as a reference relative to the request's path: the stage or the
  /// domain that the gateway puts before our paths need not be known here.
  ApiAnswer relativeTo(String path) {
    var location = headers.get(LOCATION);
    return location == null
        ? this
        : new ApiAnswer(status, Map.of(LOCATION, RelativeReference.of(path, location)), body);
  }
}
