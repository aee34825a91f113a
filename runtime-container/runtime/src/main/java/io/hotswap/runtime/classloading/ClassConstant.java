package io.hotswap.runtime.classloading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text as it stands in a class file's constant pool: a tag, a length of two bytes, the text.
final class ClassConstant {
  private static final byte TAG = 1;
  private static final int HEAD = 3;

  private final byte[] bytes;

  private ClassConstant(String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes = new byte[encoded.length + HEAD];
    bytes[0] = TAG;
    bytes[1] = (byte) (encoded.length >> Byte.SIZE);
    bytes[2] = (byte) encoded.length;
    System.arraycopy(encoded, 0, bytes, HEAD, encoded.length);
  }

  static ClassConstant type(String name) {
    return new ClassConstant(name.replace('.', '/'));
  }

  static ClassConstant name(String name) {
    return new ClassConstant(name);
  }

  boolean isIn(byte[] classFile) {
    for (int start = 0; start + bytes.length <= classFile.length; start++) {
      if (classFile[start] == TAG
          && Arrays.equals(classFile, start, start + bytes.length, bytes, 0, bytes.length)) {
        return true;
      }
    }
    return false;
  }
}
