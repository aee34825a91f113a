package io.hotswap.archive.inventory;

import java.util.Optional;
import java.util.regex.Pattern;

/// A library in an archive, as it names itself. Of what an archive says, only texts of a length and
/// an alphabet that names and versions have are taken over.
///
/// @param group of its Maven coordinates
/// @param name the artifact of its Maven coordinates, or the name of its file
/// @param where the jar that it is, or is packed into; empty: the archive itself
/// @param sha256 of the jar that it is, in hexadecimal digits; empty when it is only in one
public record PackagedLibrary(
    Optional<String> group,
    String name,
    Optional<String> version,
    String where,
    Optional<String> sha256) {
  private static final Pattern TEXT = Pattern.compile("[0-9A-Za-z._+-]{1,128}");

  PackagedLibrary withSha256(String digest) {
    return new PackagedLibrary(group, name, version, where, Optional.of(digest));
  }

  static Optional<String> text(String text) {
    return Optional.of(text.strip()).filter(it -> TEXT.matcher(it).matches());
  }
}
