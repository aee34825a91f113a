package io.hotswap.deployments.wire;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.inventory.operations.FoundLibrary;
import io.hotswap.domain.listing.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// Who runs a library, as openapi.yaml describes it.
public final class LibraryViews {
  private LibraryViews() {}

  public record LibraryPage(List<LibraryUseView> items, Optional<String> next) {
    public static LibraryPage of(Page<FoundLibrary> page, Optional<String> next) {
      return new LibraryPage(page.items().stream().map(LibraryUseView::of).toList(), next);
    }
  }

  record LibraryUseView(
      PluginId pluginId,
      String plugin,
      SemanticVersion version,
      LibraryView library,
      List<ServingView> serves) {
    static LibraryUseView of(FoundLibrary it) {
      var use = it.use();
      return new LibraryUseView(
          use.pluginId(),
          use.plugin(),
          use.version(),
          LibraryView.of(use.library()),
          it.serves().entrySet().stream().map(ServingView::of).toList());
    }
  }

  record LibraryView(
      Optional<String> group,
      String name,
      Optional<String> version,
      String purl,
      Optional<String> where,
      Optional<String> sha256) {
    static LibraryView of(BundledLibrary it) {
      return new LibraryView(
          it.group(),
          it.name(),
          it.version(),
          it.purl(),
          Optional.of(it.where()).filter(where -> !where.isEmpty()),
          it.digest().map(digest -> digest.hex()));
    }
  }

  /// @param tenants how many of those that are known
  /// @param tenantIds the first of them
  record ServingView(Environment environment, int tenants, List<String> tenantIds) {
    private static final int NAMED = 100;

    static ServingView of(Map.Entry<Environment, SortedSet<String>> it) {
      var tenants = it.getValue();
      return new ServingView(it.getKey(), tenants.size(), tenants.stream().limit(NAMED).toList());
    }
  }
}
