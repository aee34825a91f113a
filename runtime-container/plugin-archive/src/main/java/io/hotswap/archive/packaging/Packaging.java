package io.hotswap.archive.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/// Recognises archives that were packed for something else.
public final class Packaging {
  private static final List<PackagingKind> KINDS =
      Stream.of(OtherPlugins.ALL, BuildKind.ALL, ApplicationKind.ALL)
          .flatMap(List::stream)
          .toList();

  private Packaging() {}

  /// The kind of a file that does not begin like a jar or zip.
  public static Optional<ForeignPackaging> ofFile(Path file) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      return FileKind.of(bytes.readNBytes(FileKind.HEAD));
    }
  }

  /// The kind of a jar or zip, by the names of its entries.
  ///
  /// @param attributes the main ones of its META-INF/MANIFEST.MF
  public static Optional<ForeignPackaging> of(List<String> names, Attributes attributes) {
    var all = new ArchiveListing(names, attributes);
    if (all.has(ArchiveListing.MANIFEST)) {
      return first(all, true);
    }
    var listing = all.cleaned();
    var within = listing.belowTopFolder();
    return BuildKind.SOURCE_TREE
        .recognise(within, false)
        .or(() -> first(listing, false))
        .or(() -> first(within, false))
        .or(() -> Wrapping.of(all));
  }

  /// The kind of a library whose classes would never be found.
  public static Optional<ForeignPackaging> ofLibrary(List<String> names, Attributes attributes) {
    var listing = new ArchiveListing(names, attributes);
    return Stream.of(
            ApplicationKind.SPRING_BOOT_WAR, ApplicationKind.SPRING_BOOT_JAR, ApplicationKind.WAR)
        .flatMap(it -> it.recognise(listing, true).stream())
        .findFirst();
  }

  private static Optional<ForeignPackaging> first(ArchiveListing listing, boolean hasManifest) {
    return KINDS.stream().flatMap(it -> it.recognise(listing, hasManifest).stream()).findFirst();
  }
}
