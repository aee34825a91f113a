package io.hotswap.domain.ids;

import java.util.Optional;

/// Names a release among those of a plugin in an environment: `1.4.0` without a default
/// configuration, else `1.4.0@3f9a1b2c3d4e`. No version has the separator in it.
///
/// @param defaults the first digits of the default configuration's digest
public record ReleaseKey(String version, Optional<String> defaults) {
  private static final int DIGITS = 12;
  private static final char SEPARATOR = '@';

  public static ReleaseKey of(String version, Optional<Digest> defaults) {
    return new ReleaseKey(version, defaults.map(it -> it.hex().substring(0, DIGITS)));
  }

  /// Of any text: what has no separator is a version.
  public static ReleaseKey parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    return separator < 0
        ? new ReleaseKey(text, Optional.empty())
        : new ReleaseKey(text.substring(0, separator), Optional.of(text.substring(separator + 1)));
  }

  public String text() {
    return version + defaults.map(it -> SEPARATOR + it).orElse("");
  }

  @Override
  public String toString() {
    return text();
  }
}
