package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.text.BoundedText;
import java.util.List;

/// A need that would not be met for some tenants.
///
/// @param plugin that has it
/// @param found what would serve these tenants in its place; empty where nothing would
/// @param tenants by name; empty: all that have no settings of their own, and perhaps others
public record UnmetNeed(
    String plugin,
    SemanticVersion version,
    PluginNeed need,
    List<SemanticVersion> found,
    List<String> tenants) {
  public UnmetNeed {
    found = List.copyOf(found);
    tenants = List.copyOf(tenants);
  }

  String words() {
    var whom =
        tenants.isEmpty()
            ? "all tenants without settings of their own"
            : (tenants.size() == 1 ? "tenant " : "tenants ") + BoundedText.names(tenants);
    return "%s %s needs %s, and %s would have %s"
        .formatted(
            plugin,
            version,
            need,
            whom,
            found.isEmpty()
                ? "none"
                : String.join(" or ", found.stream().map(SemanticVersion::text).toList()));
  }
}
