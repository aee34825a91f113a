package io.hotswap.domain.inventory;

import io.hotswap.domain.ids.Digest;
import java.util.Optional;

/// A library in the archive of a version, as its own metadata names it. Texts have the alphabet of
/// Maven coordinates.
///
/// @param group of its Maven coordinates
/// @param where the jar that it is, or is packed into; empty: the archive itself
/// @param digest of the jar that it is; empty when it is only in one
public record BundledLibrary(
    Optional<String> group,
    String name,
    Optional<String> version,
    String where,
    Optional<Digest> digest) {
  /// Its [package URL](https://github.com/package-url/purl-spec).
  public String purl() {
    return "pkg:"
        + group.map(it -> "maven/" + encoded(it)).orElse("generic")
        + "/"
        + encoded(name)
        + version.map(it -> "@" + encoded(it)).orElse("");
  }

  private static String encoded(String text) {
    return text.replace("+", "%2B");
  }
}
