package io.hotswap.api.request;

import java.util.List;

/// A relative reference from one path to another (RFC 3986, section 4.2).
public final class RelativeReference {
  private RelativeReference() {}

  /// @param from path of the request
  /// @param to path, with an optional query, of the target
  public static String of(String from, String to) {
    var query = to.indexOf('?');
    var directories = directories(from);
    var segments = List.of((query < 0 ? to : to.substring(0, query)).split("/", -1));
    int common = 0;
    while (common < Math.min(directories.size(), segments.size() - 1)
        && directories.get(common).equals(segments.get(common))) {
      common++;
    }
    var rest = String.join("/", segments.subList(common, segments.size()));
    return "../".repeat(directories.size() - common)
        + rest
        + (query < 0 ? "" : to.substring(query));
  }

  /// All segments but the last, which a relative reference replaces.
  private static List<String> directories(String path) {
    var segments = List.of(path.split("/", -1));
    return segments.subList(0, segments.size() - 1);
  }
}
