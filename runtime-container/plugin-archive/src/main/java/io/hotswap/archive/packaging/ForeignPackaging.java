package io.hotswap.archive.packaging;

/// An archive that was packed for another purpose, or in another way, than a plugin.
///
/// @param what it is and the evidence: "an executable Spring Boot jar (it has BOOT-INF/lib/a.jar)"
/// @param instead what its author does to get a plugin
public record ForeignPackaging(String what, String instead) {
  /// @param jar its name in a zip; empty for the archive itself
  public String sentence(String jar) {
    return (jar.isEmpty() ? "this" : jar) + " is " + what + "; " + instead;
  }
}
