package io.hotswap.runtime.loading;

import io.hotswap.archive.Limits;
import io.hotswap.archive.ManifestHead;
import io.hotswap.runtime.classloading.JarMetadataCache;
import io.hotswap.runtime.disk.LibraryCache;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.spi.Plugin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A version's verified jars and the head of its manifest.
///
/// @param jars the plugin's own first
record OpenedArchive(ManifestHead manifest, List<MappedJar> jars) implements Closeable {
  OpenedArchive {
    jars = List.copyOf(jars);
  }

  /// @param binary closed with what is opened, also on failure
  static OpenedArchive of(
      PluginRef ref, MappedJar binary, LibraryCache libraries, JarMetadataCache known)
      throws LoadFailure, IOException {
    var budget = Limits.standard().budget();
    var jars = List.of(binary);
    try {
      var archive = known.archive(ref.routed().digest(), binary, budget);
      jars = libraries.classPath(binary, archive, budget);
      for (var jar : jars) {
        jar.entries(budget);
      }
      var manifest = known.manifest(jars.getFirst(), budget);
      check(ref, manifest);
      return new OpenedArchive(manifest, jars);
    } catch (LoadFailure | IOException | RuntimeException e) {
      jars.forEach(MappedJar::close);
      throw e;
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

  List<Path> classPath() {
    return jars.stream().map(MappedJar::path).toList();
  }

  @Override
  public void close() {
    jars.forEach(MappedJar::close);
  }
}
