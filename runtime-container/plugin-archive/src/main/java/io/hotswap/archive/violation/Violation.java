package io.hotswap.archive.violation;

/// One reason why an archive is refused, written for the plugin's author.
///
/// @param pointer JSON pointer into the manifest; empty when it is about the archive
/// @param expected what a good archive has there
/// @param fix what to do; names what was found
public record Violation(String pointer, String expected, String fix) {
  public static Violation ofArchive(String expected, String fix) {
    return new Violation("", expected, fix);
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "archive" : pointer) + ": expected " + expected + "; " + fix;
  }
}
