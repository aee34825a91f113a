package io.hotswap.runtime.classloading;

import io.hotswap.archive.ManifestHead;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.ReopenedArchive;
import io.hotswap.archive.classpath.JarHead;
import io.hotswap.archive.zip.Budget;
import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.disk.MappedJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/// What was read from archives and jars when they were opened before, which takes a good part of
/// the load time of a small plugin. A jar on the node's disk is named by its digest and is hashed
/// whenever it is opened or has arrived: the same name is the same jar.
public final class JarMetadataCache {
  private final LruCache<Digest, ReopenedArchive> archives;
  private final LruCache<Path, ManifestHead> manifests;
  private final LruCache<Path, JarHead> heads;

  /// @param most archives, and as many plugin jars and jars, that are remembered; 0 for none
  public JarMetadataCache(int most) {
    archives = new LruCache<>(most);
    manifests = new LruCache<>(most);
    heads = new LruCache<>(most);
  }

  public ReopenedArchive archive(Digest digest, MappedJar binary, Budget budget)
      throws ZipException {
    var known = archives.get(digest);
    if (known != null) {
      return known;
    }
    var read = PluginArchives.reopen(binary.entries(budget));
    archives.put(digest, read);
    return read;
  }

  public ManifestHead manifest(MappedJar pluginJar, Budget budget) throws ZipException {
    var known = manifests.get(pluginJar.path());
    if (known != null) {
      return known;
    }
    var read = PluginArchives.manifest(pluginJar.entries(budget));
    manifests.put(pluginJar.path(), read);
    return read;
  }

  JarHead head(MappedJar jar, Budget budget) throws IOException {
    var known = heads.get(jar.path());
    if (known != null) {
      return known;
    }
    var read = JarHead.of(jar.path(), jar.entries(budget));
    if (read.isSmall()) {
      heads.put(jar.path(), read);
    }
    return read;
  }
}
