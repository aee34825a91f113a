package io.hotswap.domain.library;

import java.util.regex.Pattern;

/// Of a jar in a Maven repository.
public record LibraryCoordinates(String group, String artifact, String version) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.+-]+");

  public LibraryCoordinates {
    for (var part : new String[] {group, artifact, version}) {
      if (!PART.matcher(part).matches() || part.contains("..")) {
        throw new IllegalArgumentException(
            "No coordinates: %s:%s:%s".formatted(group, artifact, version));
      }
    }
  }

  /// @param text `group:artifact:version`
  public static LibraryCoordinates parse(String text) {
    var parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("No coordinates: " + text);
    }
    return new LibraryCoordinates(parts[0], parts[1], parts[2]);
  }

  /// Whether they differ in the version at most.
  public boolean sameArtifact(LibraryCoordinates other) {
    return group.equals(other.group) && artifact.equals(other.artifact);
  }

  @Override
  public String toString() {
    return group + ":" + artifact + ":" + version;
  }
}
