package io.hotswap.agent.server;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.plugin.Binaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BiConsumer;

/// The folder of downloads that the hosts read: by digest, written aside and renamed, verified
/// whenever a host asks.
final class SharedFiles {
  private static final String READABLE = "r--r-----";

  private final Path folder;
  private final Binaries binaries;
  private final RoutedHere routedHere;
  private final BinaryAdmission admission;
  private final Environment environment;

  SharedFiles(
      Path folder,
      Binaries binaries,
      RoutedHere routedHere,
      BinaryAdmission admission,
      Environment environment) {
    this.folder = folder;
    this.binaries = binaries;
    this.routedHere = routedHere;
    this.admission = admission;
    this.environment = environment;
  }

  /// @throws java.util.NoSuchElementException when the store has no such binary
  Path binary(Digest digest) {
    var routed = routedHere.binary(digest);
    var file = folder.resolve(digest.hex());
    try {
      fetch(digest, file, binaries::fetch);
      var refusal = admission.refusal(environment, routed.pluginName(), routed.version(), file);
      if (refusal.isPresent()) {
        throw new Refused(refusal.get());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(digest + " cannot be shared", e);
    }
  }

  /// Libraries are no environment's: whoever knows the digest may have the bytes. Archives are not
  /// among them.
  ///
  /// @throws java.util.NoSuchElementException when the store has no such library
  Path library(Digest digest) {
    var file = folder.resolve(digest.hex() + ".jar");
    try {
      fetch(digest, file, binaries::fetchLibrary);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(digest + " cannot be shared", e);
    }
  }

  private void fetch(Digest digest, Path file, BiConsumer<Digest, Path> store) throws IOException {
    if (!Files.exists(file) || !digest(file).equals(digest)) {
      download(digest, file, store);
    }
  }

  private void download(Digest digest, Path file, BiConsumer<Digest, Path> store)
      throws IOException {
    var arriving = Files.createTempFile(folder, "arriving-", ".part");
    try {
      store.accept(digest, arriving);
      var arrived = digest(arriving);
      if (!arrived.equals(digest)) {
        throw new IOException("what arrived hashes to " + arrived);
      }
      Files.setPosixFilePermissions(arriving, PosixFilePermissions.fromString(READABLE));
      Files.move(
          arriving, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  private static Digest digest(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Digest.over(in);
    }
  }
}
