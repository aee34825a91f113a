package io.hotswap.archive.entry;

import java.lang.classfile.ClassFile;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks the first bytes of a class file.
final class ClassRules {
  static final int HEAD = 8;
  static final int JAVA = 25;
  static final int LARGEST = 16 << 20;

  private static final int MAGIC = 0xCAFEBABE;
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d{1,4})/.*");

  private ClassRules() {}

  static Optional<EntryRule> check(String name, byte[] head, long size) {
    if (isForLaterJava(name)) {
      return Optional.empty();
    }
    if (size > LARGEST) {
      return Optional.of(EntryRule.SMALL_CLASS_FILE);
    }
    if (head.length < HEAD || ByteBuffer.wrap(head).getInt() != MAGIC) {
      return Optional.of(EntryRule.WHOLE_CLASS_FILE);
    }
    int minor = Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(4));
    int major = Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(6));
    if (major > ClassFile.JAVA_25_VERSION) {
      return Optional.of(EntryRule.KNOWN_CLASS_FILE);
    }
    if (major < ClassFile.JAVA_1_VERSION) {
      return Optional.of(EntryRule.POSSIBLE_CLASS_FILE);
    }
    // JVMS 4.1: before Java 12 any minor version is valid, later only 0 and that of preview
    // features.
    if (major < ClassFile.JAVA_12_VERSION || minor == 0) {
      return Optional.empty();
    }
    return Optional.of(
        minor == ClassFile.PREVIEW_MINOR_VERSION
            ? EntryRule.NO_PREVIEW
            : EntryRule.POSSIBLE_CLASS_FILE);
  }

  /// A multi-release jar may have classes for a later Java: they are never loaded.
  private static boolean isForLaterJava(String name) {
    var versioned = VERSIONED.matcher(name);
    return versioned.matches() && Integer.parseInt(versioned.group(1)) > JAVA;
  }
}
