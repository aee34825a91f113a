package io.hotswap.domain.inventory.operations;

import io.hotswap.domain.batch.GroupedWork;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.inventory.LibraryQuery;
import io.hotswap.domain.inventory.LibraryUse;
import io.hotswap.domain.lifecycle.operations.VersionAudience;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Answers who runs a library: versions that hold it, where they serve, and whom.
public final class FindingLibraries {
  // Each plugin mostly waits for its reads.
  private static final int WORKERS = 8;

  private final LibraryInventories inventories;
  private final Releases releases;
  private final VersionAudience audience;

  public FindingLibraries(
      LibraryInventories inventories, Releases releases, VersionAudience audience) {
    this.inventories = inventories;
    this.releases = releases;
    this.audience = audience;
  }

  /// @return what is registered of the page, by version of the library
  public Page<FoundLibrary> find(LibraryQuery query, PageRequest page) {
    var uses = inventories.uses(query, page);
    var byPlugin =
        uses.items().stream().collect(Collectors.groupingBy(LibraryUse::pluginId)).entrySet();
    Map<LibraryUse, FoundLibrary> found =
        GroupedWork.results(List.copyOf(byPlugin), Map.Entry::getKey, it -> of(it), WORKERS)
            .stream()
            .flatMap(List::stream)
            .collect(Collectors.toMap(FoundLibrary::use, it -> it));
    return new Page<>(
        uses.items().stream().flatMap(it -> Optional.ofNullable(found.get(it)).stream()).toList(),
        uses.next());
  }

  private List<FoundLibrary> of(Map.Entry<PluginId, List<LibraryUse>> plugin) {
    var registered = plugin.getValue().stream().filter(this::isRegistered).toList();
    var versions = registered.stream().map(LibraryUse::version).collect(Collectors.toSet());
    var serving = serving(plugin.getKey(), versions);
    return registered.stream()
        .map(it -> new FoundLibrary(it, serving.getOrDefault(it.version(), new TreeMap<>())))
        .toList();
  }

  private Map<SemanticVersion, SortedMap<Environment, SortedSet<String>>> serving(
      PluginId plugin, Set<SemanticVersion> versions) {
    return versions.isEmpty() ? Map.of() : audience.serving(plugin, versions);
  }

  /// Still, and with the same bytes.
  private boolean isRegistered(LibraryUse use) {
    return releases
        .find(use.pluginId(), use.version().text())
        .map(Release::digest)
        .filter(use.digest()::equals)
        .isPresent();
  }
}
