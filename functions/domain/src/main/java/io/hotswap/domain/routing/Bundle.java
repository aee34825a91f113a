package io.hotswap.domain.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import java.util.Optional;
import java.util.regex.Pattern;

/// The release and the tenant's configuration that answer a call; named in every answer and trace.
///
/// @param configuration version of the tenant's configuration; 0 when it has none
public record Bundle(ReleaseId release, long configuration) {
  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})\\.(0|[1-9][0-9]{0,17})");

  public static Bundle of(PluginId pluginId, RoutedVersion version, long configuration) {
    var release = ReleaseId.of(pluginId, version.version(), version.digest(), version.defaults());
    return new Bundle(release, configuration);
  }

  public static Optional<Bundle> parse(String text) {
    var parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new Bundle(new ReleaseId(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  /// `<release>.<configuration>`
  public String text() {
    return release + "." + configuration;
  }
}
