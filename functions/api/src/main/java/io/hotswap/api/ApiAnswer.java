package io.hotswap.api;

import io.hotswap.api.request.RelativeReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The response of an operation that succeeded.
///
/// @param body serialized as JSON by the same mapping as stored items and documents; a text is sent
///   as it is
public record ApiAnswer(int status, Map<String, String> headers, Optional<Object> body) {
  static final String CONTENT_TYPE = "Content-Type";
  private static final String LOCATION = "Location";

  public ApiAnswer {
    headers = Map.copyOf(headers);
  }

  public static ApiAnswer ok(Object body) {
    return new ApiAnswer(200, Map.of(), Optional.of(body));
  }

  /// Newline-delimited JSON.
  ///
  /// @param next address of the following lines, relative to the request's
  public static ApiAnswer lines(List<String> lines, Optional<String> next) {
    Map<String, String> headers = new HashMap<>();
    headers.put(CONTENT_TYPE, "application/x-ndjson");
    next.ifPresent(it -> headers.put("Link", "<" + it + ">; rel=\"next\""));
    var text = lines.stream().map(it -> it + "\n").collect(Collectors.joining());
    return new ApiAnswer(200, headers, Optional.of(text));
  }

  /// @param type media type of the text
  public static ApiAnswer text(String type, String text) {
    return new ApiAnswer(200, Map.of(CONTENT_TYPE, type), Optional.of(text));
  }

  public static ApiAnswer created(Object body) {
    return new ApiAnswer(201, Map.of(), Optional.of(body));
  }

  /// @param location path of the created resource
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

  /// The same with the `ETag` of a resource's revision, which [ApiCall#expectedRevision] reads.
  public ApiAnswer withETag(long revision) {
    Map<String, String> more = new HashMap<>(headers);
    more.put("ETag", "\"" + revision + "\"");
    return new ApiAnswer(status, more, body);
  }

  /// The same with `Location` relative to the request's path: the gateway's stage or domain in
  /// front of our paths is not known here.
  ApiAnswer relativeTo(String path) {
    var location = headers.get(LOCATION);
    if (location == null) {
      return this;
    }
    Map<String, String> relative = new HashMap<>(headers);
    relative.put(LOCATION, RelativeReference.of(path, location));
    return new ApiAnswer(status, relative, body);
  }
}
