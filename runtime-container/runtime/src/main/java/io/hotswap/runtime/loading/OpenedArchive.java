package io.hotswap.runtime.loading;

import io.hotswap.archive.Limits;
import io.hotswap.archive.ManifestHead;
import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.classloading.JarMetadataCache;
import io.hotswap.runtime.disk.DefaultsCache.Entry;
import io.hotswap.runtime.disk.LibraryCache;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.spi.Plugin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/// A version's verified jars and the head of its manifest.
///
/// @param configuration the release's default configuration
/// @param jars the plugin's own first, then those of its archive, then those that it pins
record OpenedArchive(ManifestHead manifest, Optional<Entry> configuration, List<MappedJar> jars)
    implements Closeable {
  OpenedArchive {
    jars = List.copyOf(jars);
  }

  /// Takes libraries that are not in the archive.
  interface PinnedLibraries {
    MappedJar take(Digest library) throws IOException, InterruptedException;
  }

  /// @param binary closed with what is opened, also on failure
  static OpenedArchive of(
      PluginRef ref,
      MappedJar binary,
      LibraryCache libraries,
      PinnedLibraries pinned,
      JarMetadataCache known)
      throws LoadFailure, IOException, InterruptedException {
    var budget = Limits.standard().budget();
    var jars = List.of(binary);
    try {
      var archive = known.archive(ref.routed().digest(), binary, budget);
      jars = new ArrayList<>(libraries.classPath(binary, archive, budget));
      var manifest = known.manifest(jars.getFirst(), budget);
      check(ref, manifest);
      takePinned(ref, manifest, pinned, jars);
      for (var jar : jars) {
        jar.entries(budget);
      }
      return new OpenedArchive(manifest, Optional.empty(), jars);
    } catch (LoadFailure | IOException | InterruptedException | RuntimeException e) {
      jars.forEach(MappedJar::close);
      throw e;
    }
  }

  /// But for those that the archive holds.
  private static void takePinned(
      PluginRef ref, ManifestHead manifest, PinnedLibraries pinned, List<MappedJar> jars)
      throws LoadFailure, IOException, InterruptedException {
    for (var sha256 : manifest.libraries()) {
      var library = new Digest(sha256);
      if (jars.stream().noneMatch(it -> LibraryCache.isFileOf(library, it.path()))) {
        try {
          jars.add(pinned.take(library));
        } catch (NoSuchElementException e) {
          throw LoadFailure.lasting(
              "%s: the store has no library %s".formatted(ref.label(), library), e);
        }
      }
    }
  }

  private static void check(PluginRef ref, ManifestHead manifest) throws LoadFailure {
    var stated = manifest.name() + "/" + manifest.version();
    var expected = ref.pluginName() + "/" + ref.routed().version();
    if (!stated.equals(expected) || manifest.protocol() != Plugin.PROTOCOL) {
      var why =
          "%s: the binary says it is %s of SPI protocol %d; this node speaks protocol %d"
              .formatted(ref.label(), stated, manifest.protocol(), Plugin.PROTOCOL);
      throw LoadFailure.lasting(why, new IOException(why));
    }
  }

  OpenedArchive withConfiguration(Optional<Entry> ofRelease) {
    return new OpenedArchive(manifest, ofRelease, jars);
  }

  /// Of tenants' configurations: the release's over the manifest's.
  String defaults() {
    return configuration
        .map(it -> ParsedConfiguration.of(it.values(), manifest.defaults()).json())
        .orElseGet(manifest::defaults);
  }

  /// All of it that is on disk.
  List<Path> files() {
    return Stream.concat(classPath().stream(), configuration.map(Entry::file).stream()).toList();
  }

  List<Path> classPath() {
    return jars.stream().map(MappedJar::path).toList();
  }

  @Override
  public void close() {
    jars.forEach(MappedJar::close);
  }
}
