package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Routing documents for tests: begin with what serves, add one claim at a time.
final class Documents {
  private Documents() {}

  static RoutingDocument serving(String version) {
    return document(Optional.of(version), Optional.empty());
  }

  static RoutingDocument document(Optional<String> defaultVersion, Optional<TrafficShift> shift) {
    return new RoutingDocument(
        PluginId.of("markdown"),
        "markdown",
        Environment.Development,
        7,
        "d-7",
        Instant.EPOCH,
        "",
        defaultVersion,
        List.of(),
        List.of(),
        shift,
        Map.of(),
        Set.of(),
        HealthSupervision.NONE,
        versions("1.0.0", "1.1.0", "0.9.0"));
  }

  static Map<String, RoutedVersion> versions(String... names) {
    var versions = new HashMap<String, RoutedVersion>();
    for (var name : names) {
      var digest = new Digest("%064x".formatted(name.hashCode() & 0xffff));
      versions.put(name, new RoutedVersion(name, digest, 10, "d-1", ""));
    }
    return versions;
  }
}
