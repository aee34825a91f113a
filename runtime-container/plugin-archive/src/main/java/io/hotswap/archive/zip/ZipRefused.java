package io.hotswap.archive.zip;

import java.util.zip.ZipException;

/// Why bytes are refused as a zip, written for whoever packed them.
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

  /// @param file the archive, or a jar in it
  static ZipRefused damaged(String file, String what) {
    return new ZipRefused(READABLE, "pack it again; " + file + " can't be read: " + what);
  }

  /// What a valid file has there.
  public String expected() {
    return expected;
  }

  /// What to do; names what was found.
  public String fix() {
    return fix;
  }
}
