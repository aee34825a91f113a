package io.hotswap.domain.inventory;

import java.util.Optional;

/// Which library is looked for.
///
/// @param version all versions when it is empty
public record LibraryQuery(Optional<String> group, String name, Optional<String> version) {
  /// @param name of the artifact, with or without its group: `org.apache.commons:commons-text`
  public static LibraryQuery of(String name, Optional<String> version) {
    int colon = name.indexOf(':');
    return new LibraryQuery(
        colon < 0 ? Optional.empty() : Optional.of(name.substring(0, colon)),
        name.substring(colon + 1),
        version);
  }

  public boolean accepts(BundledLibrary library) {
    return library.name().equals(name)
        && (group.isEmpty() || group.equals(library.group()))
        && (version.isEmpty() || version.equals(library.version()));
  }
}
