package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.Digest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

final class InMemoryBinaries implements Binaries {
  final Set<Digest> stored = new HashSet<>();

  @Override
  public void store(Digest digest, Path file) {
    stored.add(digest);
  }

  @Override
  public void fetch(Digest digest, Path into) {
    if (!stored.contains(digest)) {
      throw new NoSuchElementException();
    }
  }

  @Override
  public void delete(Digest digest) {
    stored.remove(digest);
  }
}
