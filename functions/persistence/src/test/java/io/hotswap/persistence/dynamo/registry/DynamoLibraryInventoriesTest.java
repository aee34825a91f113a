package io.hotswap.persistence.dynamo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.inventory.LibraryQuery;
import io.hotswap.domain.inventory.LibraryUse;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoLibraryInventoriesTest {
  private DynamoLibraryInventories inventories;

  @BeforeEach
  void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    inventories = new DynamoLibraryInventories(Aws.dynamo(), tables);
  }

  private static PluginVersion version(String name, String version) {
    return new PluginVersion(
        PluginId.of(name),
        name,
        new SemanticVersion(version),
        "t",
        "d",
        Digest.over(name + version),
        1,
        PackageFormat.Zip,
        "{}",
        Instant.EPOCH,
        "ada",
        "");
  }

  private static BundledLibrary library(String group, String name, String version) {
    return new BundledLibrary(
        Optional.of(group).filter(it -> !it.isEmpty()),
        name,
        Optional.of(version).filter(it -> !it.isEmpty()),
        "lib/" + name + ".jar",
        Optional.of(Digest.over(name)));
  }

  private List<String> uses(String name, Optional<String> version, int limit) {
    List<String> found = new ArrayList<>();
    var query = LibraryQuery.of(name, version);
    var page = inventories.uses(query, PageRequest.first(limit));
    while (true) {
      page.items().stream().map(DynamoLibraryInventoriesTest::line).forEach(found::add);
      if (page.next().isEmpty()) {
        return found;
      }
      page = inventories.uses(query, new PageRequest(limit, page.next()));
    }
  }

  private static String line(LibraryUse it) {
    return "%s %s holds %s"
        .formatted(it.plugin(), it.version(), it.library().version().orElse("?"));
  }

  @Test
  void what_was_written_is_read_in_its_order() {
    var all = IntStream.range(0, 60).mapToObj(it -> library("g", "l" + it % 7, "1." + it)).toList();
    inventories.write(version("shop", "1.0.0"), all);
    inventories.write(version("shop", "1.0.0"), all);
    inventories.write(version("shop", "1.0.0-rc.1"), List.of(library("g", "l", "1")));
    assertEquals(all, inventories.of(version("shop", "1.0.0")));
    assertEquals(List.of(), inventories.of(version("shop", "1.0.1")));
  }

  @Test
  void who_holds_a_library_is_found_by_name_version_and_group() {
    inventories.write(
        version("shop", "1.0.0"),
        List.of(library("org.apache", "text", "1.9"), library("", "text", "")));
    inventories.write(version("shop", "1.1.0"), List.of(library("org.apache", "text", "1.10")));
    inventories.write(version("bank", "2.0.0"), List.of(library("org.fork", "text", "1.9")));
    inventories.write(version("bank", "2.1.0"), List.of(library("org.apache", "textual", "1.9")));
    for (int limit : List.of(1, 2, 100)) {
      assertEquals(4, uses("text", Optional.empty(), limit).size());
      assertEquals(
          List.of("bank 2.0.0 holds 1.9", "shop 1.0.0 holds 1.9"),
          uses("text", Optional.of("1.9"), limit).stream().sorted().toList());
      assertEquals(
          List.of("shop 1.0.0 holds 1.9"), uses("org.apache:text", Optional.of("1.9"), limit));
    }
    assertEquals(List.of(), uses("text", Optional.of("1"), 10));
    assertEquals(List.of(), uses("nothing", Optional.empty(), 10));
  }

  @Test
  void a_page_that_no_page_led_to_is_empty_or_begins_where_the_list_does() {
    inventories.write(version("shop", "1.0.0"), List.of(library("g", "text", "1.9")));
    var query = LibraryQuery.of("text", Optional.of("1.9"));
    for (var beyond : List.of("2.0#", "\u00e9", "~")) {
      assertEquals(
          List.of(), inventories.uses(query, new PageRequest(5, Optional.of(beyond))).items());
    }
    assertEquals(1, inventories.uses(query, new PageRequest(5, Optional.of("1.0"))).items().size());
  }

  @Test
  void at_most_a_thousand_are_kept_and_all_go() {
    var shop = version("shop", "1.0.0");
    var many =
        IntStream.range(0, LibraryInventories.MOST + 1)
            .mapToObj(it -> library("g", "l" + it, "1"))
            .toList();
    inventories.write(shop, many);
    inventories.write(version("shop", "1.0.1"), List.of(library("g", "l0", "2")));
    assertEquals(many.subList(0, LibraryInventories.MOST), inventories.of(shop));
    inventories.remove(shop);
    assertEquals(List.of(), inventories.of(shop));
    assertEquals(List.of("shop 1.0.1 holds 2"), uses("l0", Optional.empty(), 10));
  }
}
