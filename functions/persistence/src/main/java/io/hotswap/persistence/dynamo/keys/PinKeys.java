package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The indexes of the tenants' table. Neither versions nor tenants' names have a character below
/// `!` or above `z`.
public final class PinKeys {
  /// Partition of the `list` index with the pins that have an end, by when they are due.
  public static final String DUE = "DUE";

  private PinKeys() {}

  /// Partition of the `plugin` index, sorted by version and tenant.
  public static String ofPlugin(Environment environment, PluginId id) {
    return "PINS#" + environment + "#" + id;
  }

  private static String place(Pin pin, TenantPluginId id) {
    return pin.version().version() + "#" + id.tenant();
  }

  /// @param time sorts by time
  public static String dueAt(String time, TenantPluginId id) {
    return time + "#" + id;
  }

  /// The attributes that put settings into the indexes: none without a pin.
  public static Map<String, AttributeValue> indexed(
      TenantPlugin it, Function<Instant, String> sortable) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    it.pin()
        .ifPresent(
            pin -> {
              var partition = ofPlugin(it.id().environment(), it.id().pluginId());
              attributes.put("pluginPk", AttributeValue.fromS(partition));
              attributes.put("pluginSk", AttributeValue.fromS(place(pin, it.id())));
            });
    it.pin()
        .flatMap(Pin::announcedAt)
        .ifPresent(
            at -> {
              var place = dueAt(sortable.apply(at), it.id());
              attributes.put("listPk", AttributeValue.fromS(DUE));
              attributes.put("listSk", AttributeValue.fromS(place));
            });
    return attributes;
  }

  public static String first(Optional<String> version) {
    return version.map(it -> it + "#").orElse(" ");
  }

  public static String last(Optional<String> version) {
    return version.map(it -> it + "#").orElse("") + "~";
  }

  /// The least that sorts after it.
  public static String following(String place) {
    return place + " ";
  }

  /// Of the settings that an index points to.
  public static Key settings(Map<String, AttributeValue> indexed) {
    return new Key(text(indexed, "pk"), text(indexed, "sk"));
  }

  public static TenantPluginId id(Map<String, AttributeValue> indexed) {
    var parts = text(indexed, "pk").split("#", 3);
    return new TenantPluginId(
        Environment.valueOf(parts[1]), PluginId.parse(parts[2]), text(indexed, "sk"));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }
}
