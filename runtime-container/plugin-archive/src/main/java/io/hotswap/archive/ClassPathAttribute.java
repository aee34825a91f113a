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
    return Optional.ofNullable(attributes(jar, most).getValue(Attributes.Name.CLASS_PATH))
        .filter(
            path ->
                !Arrays.stream(path.strip().split(" +"))
                    .allMatch(part -> BESIDE.matcher(part).matches()));
  }

  /// The main attributes of MANIFEST.MF; none where there is no such file.
  static Attributes attributes(JarFile jar, int most) throws IOException {
    var entry = jar.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null) {
      return new Attributes();
    }
    byte[] bytes;
    try (var stream = jar.getInputStream(entry)) {
      bytes = stream.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new ZipException(JarFile.MANIFEST_NAME + " is larger than " + most + " bytes");
    }
    return parse(bytes);
  }

  private static Attributes parse(byte[] bytes) throws IOException {
    try {
      return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    } catch (IOException malformed) {
      throw (ZipException)
          new ZipException(JarFile.MANIFEST_NAME + ": " + malformed.getMessage())
              .initCause(malformed);
    }
  }
}
