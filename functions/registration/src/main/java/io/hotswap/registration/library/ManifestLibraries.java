package io.hotswap.registration.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.inventory.PackagedLibrary;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.LibraryCoordinates;
import io.hotswap.domain.library.PinnedLibrary;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.serialization.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The libraries that a manifest pins, and which of them have to come from elsewhere.
///
/// @param elsewhere not in the archive
/// @param bundled in `lib/` of the archive, the same bytes
public record ManifestLibraries(List<PinnedLibrary> elsewhere, List<PinnedLibrary> bundled) {
  public ManifestLibraries {
    elsewhere = List.copyOf(elsewhere);
    bundled = List.copyOf(bundled);
  }

  public static boolean pinsAny(PluginVersion version) {
    return !pinned(version).isEmpty();
  }

  /// @param archive of that version
  public static ManifestLibraries of(PluginVersion version, Path archive) {
    var pinned = pinned(version);
    if (pinned.isEmpty()) {
      return new ManifestLibraries(pinned, List.of());
    }
    var held =
        packaged(archive).stream()
            .map(PackagedLibrary::sha256)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    var parts =
        pinned.stream().collect(Collectors.partitioningBy(it -> held.contains(it.digest().hex())));
    return new ManifestLibraries(
        parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
  }

  private static List<PinnedLibrary> pinned(PluginVersion version) {
    List<PinnedLibrary> all = new ArrayList<>();
    Json.read(version.manifest(), JsonNode.class)
        .at("/dependencies/libraries")
        .forEach(
            it ->
                all.add(
                    new PinnedLibrary(
                        LibraryCoordinates.parse(it.path("coordinates").asText()),
                        new Digest(it.path("sha256").asText()))));
    return all;
  }

  private static List<PackagedLibrary> packaged(Path archive) {
    try {
      return PluginArchives.libraries(archive, Limits.standard());
    } catch (IOException e) {
      throw new UncheckedIOException("The archive could not be read", e);
    }
  }
}
