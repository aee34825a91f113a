package io.hotswap.benchmarks.peers;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Binaries;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/// The control plane is away: everything is on the node's disk.
final class NoStore implements Binaries {
  @Override
  public void store(Digest digest, Path file) {
    throw new UnsupportedOperationException("a node stores no binary");
  }

  @Override
  public void fetch(Digest digest, Path into) {
    throw new NoSuchElementException(digest + " was not placed");
  }

  @Override
  public void delete(Digest digest) {
    throw new UnsupportedOperationException("a node deletes no binary");
  }
}
