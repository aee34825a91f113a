package io.hotswap.registration.check;

import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.inventory.PackagedLibrary;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.library.PinnedLibrary;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.registration.library.ManifestLibraries;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes down which libraries the archive holds, and which its manifest pins beside them.
@Singleton
final class InventoryCheck implements VersionCheck {
  private static final CheckEngine ENGINE = CheckEngine.of("archive-inventory");

  private final LibraryInventories inventories;

  InventoryCheck(LibraryInventories inventories) {
    this.inventories = inventories;
  }

  @Override
  public CheckName name() {
    return CheckName.Inventory;
  }

  @Override
  public CheckResult run(PluginVersion version, Path archive) {
    var found =
        Stream.concat(
                found(archive).stream().map(InventoryCheck::library),
                ManifestLibraries.of(version, archive).elsewhere().stream()
                    .map(InventoryCheck::pinned))
            .toList();
    inventories.write(version, found);
    return found.size() > LibraryInventories.MOST
        ? CheckResult.warned(List.of(incomplete(found.size())), ENGINE)
        : CheckResult.passed(ENGINE);
  }

  private static List<PackagedLibrary> found(Path archive) {
    try {
      return PluginArchives.libraries(archive, Limits.standard());
    } catch (IOException e) {
      throw new UncheckedIOException("The archive could not be read", e);
    }
  }

  private static BundledLibrary library(PackagedLibrary it) {
    return new BundledLibrary(
        it.group(), it.name(), it.version(), it.where(), it.sha256().map(Digest::new));
  }

  private static BundledLibrary pinned(PinnedLibrary library) {
    var it = library.coordinates();
    return new BundledLibrary(
        Optional.of(it.group()),
        it.artifact(),
        Optional.of(it.version()),
        "#manifest/dependencies/libraries",
        Optional.of(library.digest()));
  }

  private static VersionFinding incomplete(int found) {
    return new VersionFinding(
        "too-many-libraries",
        "#archive",
        "It holds %,d libraries; the first %,d are in its list."
            .formatted(found, LibraryInventories.MOST),
        "Look for the others in your build, or make the plugin smaller.");
  }
}
