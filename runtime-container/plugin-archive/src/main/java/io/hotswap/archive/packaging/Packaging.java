package io.hotswap.archive.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/// Tells a plugin from what was packed for something else.
public final class Packaging {
  private static final List<Kind> KINDS =
      Stream.of(OtherPlugins.ALL, BuildKind.ALL, ApplicationKind.ALL)
          .flatMap(List::stream)
          .toList();

  private Packaging() {}

  /// What a file is that does not begin as a jar or zip does.
  public static Optional<ForeignPackaging> ofFile(Path file) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      return FileKind.of(bytes.readNBytes(FileKind.HEAD));
    }
  }

  /// What a jar or zip is, by the names of its entries.
  ///
  /// @param attributes the main ones of its META-INF/MANIFEST.MF
  public static Optional<ForeignPackaging> of(List<String> names, Attributes attributes) {
    var all = new Evidence(names, attributes);
    if (all.has(Evidence.MANIFEST)) {
      return first(all, true);
    }
    var evidence = all.cleaned();
    var within = evidence.belowTopFolder();
    return BuildKind.SOURCE_TREE
        .recognise(within, false)
        .or(() -> first(evidence, false))
        .or(() -> first(within, false))
        .or(() -> Wrapping.of(all));
  }

  /// What a library is whose classes would never be found.
  public static Optional<ForeignPackaging> ofLibrary(List<String> names, Attributes attributes) {
    var evidence = new Evidence(names, attributes);
    return Stream.of(
            ApplicationKind.SPRING_BOOT_WAR, ApplicationKind.SPRING_BOOT_JAR, ApplicationKind.WAR)
        .flatMap(it -> it.recognise(evidence, true).stream())
        .findFirst();
  }

  private static Optional<ForeignPackaging> first(Evidence evidence, boolean hasManifest) {
    return KINDS.stream().flatMap(it -> it.recognise(evidence, hasManifest).stream()).findFirst();
  }
}
