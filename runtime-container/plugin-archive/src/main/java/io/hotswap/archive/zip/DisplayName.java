package io.hotswap.archive.zip;

/// A name out of an archive for messages: one line of limited length.
public final class DisplayName {
  private static final int LENGTH = 120;

  private DisplayName() {}

  public static String of(String name) {
    var clean = name.replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
    return clean.length() <= LENGTH ? clean : clean.substring(0, LENGTH) + "…";
  }
}
