package io.hotswap.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/// `Class-Path` of a jar's MANIFEST.MF makes class loaders open further files, anywhere on the
/// node.
final class ClassPathAttribute {
  private static final Pattern BESIDE =
      Pattern.compile("(\\./)?(lib/)?[A-Za-z0-9_+][A-Za-z0-9._+-]*");

  private ClassPathAttribute() {}

  static Optional<String> check(JarFile jar, int most) throws IOException {
    var entry = jar.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null) {
      return Optional.empty();
    }
    byte[] bytes;
    try (var stream = jar.getInputStream(entry)) {
      bytes = stream.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new ZipException(JarFile.MANIFEST_NAME + " is larger than " + most + " bytes");
    }
    return parse(bytes)
        .filter(
            path ->
                !Arrays.stream(path.strip().split(" +"))
                    .allMatch(part -> BESIDE.matcher(part).matches()));
  }

  private static Optional<String> parse(byte[] bytes) throws IOException {
    try {
      var attributes = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
      return Optional.ofNullable(attributes.getValue(Attributes.Name.CLASS_PATH));
    } catch (IOException malformed) {
      throw (ZipException)
          new ZipException(JarFile.MANIFEST_NAME + ": " + malformed.getMessage())
              .initCause(malformed);
    }
  }
}
