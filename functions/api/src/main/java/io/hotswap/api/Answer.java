package io.hotswap.api;

import java.util.Map;
import java.util.Optional;

/// What an operation answers when it did what was asked.
///
/// @param body written as JSON by the mapping that items and documents have too
public record Answer(int status, Map<String, String> headers, Optional<Object> body) {
  private static final String LOCATION = "Location";

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer ok(Object body) {
    return new Answer(200, Map.of(), Optional.of(body));
  }

  public static Answer created(Object body) {
    return new Answer(201, Map.of(), Optional.of(body));
  }

  /// @param location path of what was made
  public static Answer created(Object body, String location) {
    return new Answer(201, Map.of(LOCATION, location), Optional.of(body));
  }

  /// @param location path of the resource to watch
  public static Answer accepted(Object body, String location) {
    return new Answer(202, Map.of(LOCATION, location), Optional.of(body));
  }

  public static Answer noContent() {
    return new Answer(204, Map.of(), Optional.empty());
  }

  /// The same with its location as a reference relative to the request's path: the stage or the
  /// domain that the gateway puts before our paths need not be known here.
  Answer relativeTo(String path) {
    var location = headers.get(LOCATION);
    return location == null
        ? this
        : new Answer(status, Map.of(LOCATION, RelativeReference.of(path, location)), body);
  }
}
