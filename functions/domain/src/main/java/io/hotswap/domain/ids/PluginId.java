package io.hotswap.domain.ids;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/// A plugin's GUID. It follows from the name, so that a name has one id for ever and two first
/// registrations at the same time agree on it.
public record PluginId(UUID value) {
  public static PluginId of(String pluginName) {
    return new PluginId(
        UUID.nameUUIDFromBytes(("hotswap:plugin:" + pluginName).getBytes(StandardCharsets.UTF_8)));
  }

  /// What a route carries: the GUID, or else the name.
  public static PluginId parse(String guidOrName) {
    return isGuid(guidOrName) ? new PluginId(UUID.fromString(guidOrName)) : of(guidOrName);
  }

  /// A name of this form would be taken for the GUID, perhaps of another plugin.
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
