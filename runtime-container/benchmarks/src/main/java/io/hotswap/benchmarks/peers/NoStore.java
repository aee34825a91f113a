package io.hotswap.benchmarks.peers;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The control plane is away: everything is on the node's disk.
final class NoStore implements Binaries, DefaultConfigurations {
  @Override
  public void store(Digest digest, Path file) {
    throw new UnsupportedOperationException("a node stores no binary");
  }

  @Override
  public void fetch(Digest digest, Path into) {
    throw new NoSuchElementException(digest + " was not placed");
  }

  @Override
  public void store(Environment environment, PluginId pluginId, String configuration) {
    throw new UnsupportedOperationException("a node stores no configuration");
  }

  @Override
  public Optional<String> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    return Optional.empty();
  }

  @Override
  public void delete(Digest digest) {
    throw new UnsupportedOperationException("a node deletes no binary");
  }
}
