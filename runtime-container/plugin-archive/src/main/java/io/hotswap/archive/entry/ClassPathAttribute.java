package io.hotswap.archive.entry;

import java.util.Arrays;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/// Checks `Class-Path` in a jar's MANIFEST.MF: class loaders would open the files that it names,
/// anywhere on the node.
final class ClassPathAttribute {
  private static final Pattern BESIDE =
      Pattern.compile("(\\./)?(lib/)?[A-Za-z0-9_+][A-Za-z0-9._+-]*");

  private ClassPathAttribute() {}

  static Optional<String> check(Manifest manifest) {
    return Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH))
        .filter(
            path ->
                !Arrays.stream(path.strip().split(" +"))
                    .allMatch(part -> BESIDE.matcher(part).matches()));
  }
}
