package io.hotswap.archive.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a plugin needs beside its own archive.
///
/// @param plugins ranges of versions by the names of other plugins
/// @param libraries Maven artifacts, transitive ones included
/// @param nativeLibraries libraries of the operating system
public record Dependencies(
    Platform platform,
    Map<String, String> plugins,
    List<Library> libraries,
    @JsonProperty("native") List<NativeLibrary> nativeLibraries) {
  static final Dependencies NONE =
      new Dependencies(new Platform(null, null), Map.of(), List.of(), List.of());

  public Dependencies {
    plugins = Collections.unmodifiableMap(new TreeMap<>(plugins));
    libraries = List.copyOf(libraries);
    nativeLibraries = List.copyOf(nativeLibraries);
  }

  /// @param java the least release that will do; null where the author does not say
  /// @param protocol null where the author does not say
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Platform(@Nullable Integer java, @Nullable Protocols protocol) {}

  /// The SPI protocols that will do, both ends included.
  public record Protocols(int from, int to) {}

  /// @param coordinates `group:artifact:version`
  /// @param sha256 of the jar, in lower-case hexadecimal digits
  public record Library(String coordinates, String sha256) {}

  /// @param library a file name
  public record NativeLibrary(String os, String architecture, String library) {}
}
