package io.hotswap.domain.revocation;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.util.List;

/// A release that is there and would not be deployed any more.
///
/// @param why in one sentence
/// @param rollsBack whether a revocation says that it is to be rolled back
public record DistrustedRelease(
    Environment environment,
    PluginId pluginId,
    String plugin,
    RoutedVersion release,
    Use use,
    String why,
    boolean rollsBack) {
  /// What it is there for.
  public sealed interface Use {
    /// It answers calls.
    record Serving() implements Use {}

    /// Nodes keep it loaded, so that a rollback takes effect at once.
    record KeptReady() implements Use {}

    /// It answers the calls of tenants that are pinned to it.
    record Pinned(List<String> tenants) implements Use {
      public Pinned {
        tenants = List.copyOf(tenants);
      }
    }
  }

  @Override
  public String toString() {
    var what = "%s %s in %s".formatted(plugin, release.release(), environment);
    return switch (use) {
      case Use.Serving() -> what;
      case Use.KeptReady() -> what + ", kept ready for a rollback";
      case Use.Pinned(var tenants) ->
          "%s, to which %s %s pinned"
              .formatted(what, BoundedText.names(tenants), tenants.size() == 1 ? "is" : "are");
    };
  }
}
