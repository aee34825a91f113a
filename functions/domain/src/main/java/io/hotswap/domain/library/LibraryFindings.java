package io.hotswap.domain.library;

import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What can be wrong with a pinned library, in words.
final class LibraryFindings {
  private static final String MANIFEST = "#manifest/dependencies/libraries";
  private static final String OFFLINE =
      "upload the jar (POST /libraries), or have an Admin allow a repository that has it; then have"
          + " the version checked again (POST …/scan).";

  private LibraryFindings() {}

  static VersionFinding notFound(PinnedLibrary library, List<LibraryRepository> asked) {
    var where =
        asked.isEmpty()
            ? "no repository is allowed, and nobody has uploaded it"
            : "none of the repositories %s has it, and nobody has uploaded it"
                .formatted(
                    asked.stream().map(LibraryRepository::name).collect(Collectors.joining(", ")));
    return new VersionFinding(
        "library-not-found",
        where(library),
        "%s is not there: %s.".formatted(library.coordinates(), where),
        "Correct the coordinates and register another version; or " + OFFLINE);
  }

  /// @param found digests by the names of the repositories that have them
  static VersionFinding differs(PinnedLibrary library, Map<String, Digest> found) {
    var told =
        new TreeMap<>(found)
            .entrySet().stream()
                .map(it -> "in %s it is %s".formatted(it.getKey(), it.getValue().hex()))
                .collect(Collectors.joining(", "));
    return new VersionFinding(
        "library-differs",
        where(library),
        "%s is not the jar that the manifest pins, %s: %s."
            .formatted(library.coordinates(), library.digest().hex(), told),
        "Find out which is the right one. Correct sha256 and register another version; or "
            + OFFLINE);
  }

  static VersionFinding tooLarge(PinnedLibrary library, long archive, long most) {
    return new VersionFinding(
        "libraries-too-large",
        where(library),
        "With %s the archive, of %,d bytes, and its libraries have more than %,d bytes together."
            .formatted(library.coordinates(), archive, most),
        "Do without a library, or split the plugin, and register another version.");
  }

  static VersionFinding unusable(PinnedLibrary library, String why) {
    return new VersionFinding(
        "library-not-usable",
        where(library),
        "The jar of %s is not one that nodes load: %s.".formatted(library.coordinates(), why),
        "Pin another version of it, and register another version of the plugin.");
  }

  static VersionFinding infected(PinnedLibrary library, ScanVerdict.Infected verdict) {
    var threats =
        verdict.threats().stream().map(ScanVerdict.Threat::name).collect(Collectors.joining(", "));
    return new VersionFinding(
        "library-infected",
        where(library),
        "The scanner found %s in %s.".formatted(threats, library.coordinates()),
        "Do not use it. Tell whoever runs the repository, and register a version without it.");
  }

  static VersionFinding unscannable(PinnedLibrary library, String why) {
    return new VersionFinding(
        "library-not-scannable",
        where(library),
        "%s could not be scanned: %s".formatted(library.coordinates(), why),
        "Pin another version of it, and register another version of the plugin.");
  }

  static VersionFinding notPinned(LibraryCoordinates it) {
    return new VersionFinding(
        "library-not-pinned",
        MANIFEST,
        "The poms of the pinned libraries need %s, which is neither pinned nor in lib/."
            .formatted(it),
        "Pin it with its sha256, or pack it into lib/; or leave it out where the code that needs it"
            + " is never run: the check Linkage says what refers to it.");
  }

  private static String where(PinnedLibrary it) {
    return MANIFEST + " " + it.coordinates();
  }
}
