package io.hotswap.persistence.dynamo.registry;

import static io.hotswap.persistence.dynamo.registry.FilledRegistry.id;
import static io.hotswap.persistence.dynamo.registry.FilledRegistry.name;
import static io.hotswap.persistence.dynamo.registry.FilledRegistry.number;
import static io.hotswap.persistence.dynamo.registry.FilledRegistry.own;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.inventory.LibraryQuery;
import io.hotswap.domain.inventory.operations.FindingLibraries;
import io.hotswap.domain.inventory.operations.FoundLibrary;
import io.hotswap.domain.lifecycle.operations.VersionAudience;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.ListingVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the API asks a registry, in answers of the same size however much is registered.
///
/// @param isRight asks of the plugin with that number and looks at the whole answer
record RegistryQuestion(String label, IntPredicate isRight) {
  static final int PAGE = 5;

  static List<RegistryQuestion> of(FilledRegistry registry) {
    var plugins = registry.plugins();
    int versions = registry.versions();
    // One less than a page, so that the answer says itself that it is the last.
    int last = registry.count() - PAGE + 1;
    return List.of(
        new RegistryQuestion("list_first_page", _ -> isListed(registry, Optional.empty(), 0, PAGE)),
        new RegistryQuestion(
            "list_last_page", _ -> isListed(registry, Optional.of(name(last - 1)), last, PAGE - 1)),
        new RegistryQuestion(
            "find_by_name",
            it ->
                plugins
                    .find(PluginId.parse(name(it)))
                    .equals(Optional.of(registry.registered(it, versions)))),
        new RegistryQuestion(
            "find_by_id",
            it ->
                plugins
                    .find(PluginId.parse(id(it).toString()))
                    .equals(Optional.of(registry.registered(it, versions)))),
        new RegistryQuestion(
            "find_version",
            it ->
                plugins
                    .find(id(it), number(versions - 1))
                    .equals(Optional.of(registry.version(it, versions - 1)))),
        new RegistryQuestion("list_versions", it -> areNewest(registry, it)),
        new RegistryQuestion("search_own_library", it -> isItsOwn(registry, it)),
        new RegistryQuestion("search_shared_library", _ -> isShared(registry)));
  }

  private static boolean isListed(
      FilledRegistry registry, Optional<String> after, int first, int count) {
    var page = registry.plugins().list(new PageRequest(PAGE, after));
    var expected =
        IntStream.range(first, first + count)
            .mapToObj(it -> registry.registered(it, registry.versions()))
            .toList();
    return page.items().equals(expected)
        && page.next().isPresent() == (first + count < registry.count());
  }

  private static boolean areNewest(FilledRegistry registry, int plugin) {
    var page = new ListingVersions(registry.plugins()).list(id(plugin), Optional.empty(), PAGE);
    int newest = registry.versions() - 1;
    var expected =
        IntStream.range(0, PAGE).mapToObj(it -> registry.version(plugin, newest - it)).toList();
    return page.items().equals(expected) && page.next().isPresent() == (PAGE < registry.versions());
  }

  private static boolean isItsOwn(FilledRegistry registry, int plugin) {
    var page = found(registry, own(plugin));
    var newest = number(registry.versions() - 1);
    return page.items().size() == PAGE
        && page.items().stream()
            .allMatch(
                it ->
                    it.use().plugin().equals(name(plugin))
                        && it.serves().keySet().equals(served(it.use().version().equals(newest))));
  }

  private static Set<Environment> served(boolean serves) {
    return serves ? Set.of(Environment.Production) : Set.of();
  }

  private static boolean isShared(FilledRegistry registry) {
    var newest = number(registry.versions() - 1);
    var page = found(registry, FilledRegistry.SHARED);
    return page.next().isPresent()
        && page.items().stream().map(it -> it.use().plugin()).distinct().count() == PAGE
        && page.items().stream()
            .allMatch(
                it ->
                    it.use().version().equals(newest) && it.serves().keySet().equals(served(true)));
  }

  private static Page<FoundLibrary> found(FilledRegistry registry, String library) {
    var stores = registry.stores();
    var audience = new VersionAudience(stores.routing(), stores.tenantPlugins(), stores.tenants());
    return new FindingLibraries(stores.libraryInventories(), stores.releases(), audience)
        .find(LibraryQuery.of(library, Optional.of("1.9")), PageRequest.first(PAGE));
  }

  /// Whether following the pages of the list tells each plugin once.
  static boolean areAllListed(FilledRegistry registry) {
    var seen = IntStream.range(0, registry.count()).mapToObj(FilledRegistry::name).toList();
    var listed = new ArrayList<String>();
    var page = registry.plugins().list(PageRequest.first(100));
    while (true) {
      page.items().forEach(it -> listed.add(it.name()));
      if (page.next().isEmpty()) {
        return listed.equals(seen);
      }
      page = registry.plugins().list(new PageRequest(100, page.next()));
    }
  }

  /// Whether each plugin has all of its versions.
  static boolean areAllVersionsThere(FilledRegistry registry) {
    var numbers =
        IntStream.range(0, registry.versions())
            .mapToObj(FilledRegistry::number)
            .collect(Collectors.toSet());
    return IntStream.range(0, registry.count())
        .allMatch(it -> Set.copyOf(registry.plugins().versions(id(it))).equals(numbers));
  }
}
