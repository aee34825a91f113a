package io.hotswap.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListingVersionsTest {
  private static final PluginId DEMO = PluginId.of("demo");
  private static final List<String> NEWEST_FIRST =
      List.of("10.0.0", "2.0.0", "2.0.0-rc.11", "2.0.0-rc.2", "2.0.0-beta", "1.9.0", "1.0.0");

  private final InMemoryPlugins plugins = new InMemoryPlugins();
  private final ListingVersions listing = new ListingVersions(plugins);

  @Test
  void pages_have_every_version_once_newest_first() {
    NEWEST_FIRST.stream().sorted().forEach(this::has);
    for (int limit : List.of(1, 2, 3, 6, 7, 100)) {
      assertEquals(NEWEST_FIRST, pages(limit), "by " + limit);
    }
  }

  @Test
  void only_the_pages_manifests_are_read() {
    NEWEST_FIRST.forEach(this::has);
    listing.list(DEMO, Optional.of(new SemanticVersion("2.0.0")), 2);
    assertEquals(List.of("2.0.0-rc.11", "2.0.0-rc.2"), texts(plugins.found));
  }

  @Test
  void a_page_follows_a_version_that_was_deleted_meanwhile() {
    List.of("3.0.0", "1.0.0").forEach(this::has);
    var page = listing.list(DEMO, Optional.of(new SemanticVersion("2.0.0")), 10);
    assertEquals(
        List.of("1.0.0"), texts(page.items().stream().map(PluginVersion::version).toList()));
    assertTrue(page.next().isEmpty());
  }

  private List<String> pages(int limit) {
    List<String> versions = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      var page = listing.list(DEMO, next.map(SemanticVersion::new), limit);
      page.items().forEach(it -> versions.add(it.version().text()));
      next = page.next();
    } while (next.isPresent());
    return versions;
  }

  private static List<String> texts(List<SemanticVersion> versions) {
    return versions.stream().map(SemanticVersion::text).toList();
  }

  private void has(String version) {
    plugins.versions.add(
        new PluginVersion(
            DEMO,
            "demo",
            new SemanticVersion(version),
            "FUNCTION",
            "text",
            Digest.of(new byte[32]),
            1,
            PackageFormat.Jar,
            "{}",
            Instant.EPOCH,
            "ada",
            ""));
  }
}
