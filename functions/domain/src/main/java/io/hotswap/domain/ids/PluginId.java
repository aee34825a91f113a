package io.hotswap.domain.ids;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/// A plugin's GUID. It is derived from the name, so that a name keeps its id for ever and
/// concurrent first registrations agree on it.
public record PluginId(UUID value) {
  public static PluginId of(String pluginName) {
    return new PluginId(
        UUID.nameUUIDFromBytes(("hotswap:plugin:" + pluginName).getBytes(StandardCharsets.UTF_8)));
  }

  /// Parses a path parameter: the GUID or the name.
  public static PluginId parse(String guidOrName) {
    return isGuid(guidOrName) ? new PluginId(UUID.fromString(guidOrName)) : of(guidOrName);
  }

  /// Whether a text has the form of a GUID; such a name could be another plugin's id.
  public static boolean isGuid(String text) {
    return GUID.matcher(text).matches();
  }

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Override
  public String toString() {
    return value.toString();
  }
}
