package io.hotswap.archive.zip;

import java.util.zip.ZipException;

/// Why bytes are no zip that is read here, written for whoever packed them.
public final class ZipRefused extends ZipException {
  private static final long serialVersionUID = 1;
  private static final String READABLE = "a readable jar or zip file, not encrypted";

  private final String expected;
  private final String fix;

  ZipRefused(String expected, String fix) {
    super("expected " + expected + "; " + fix);
    this.expected = expected;
    this.fix = fix;
  }

  /// @param file which of the files: the archive, or a jar in it
  static ZipRefused damaged(String file, String what) {
    return new ZipRefused(READABLE, "pack it again; " + file + " can't be read: " + what);
  }

  /// What a good file has there.
  public String expected() {
    return expected;
  }

  /// What to do, naming what was found.
  public String fix() {
    return fix;
  }
}
