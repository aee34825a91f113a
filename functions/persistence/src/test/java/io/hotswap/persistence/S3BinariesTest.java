package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.plugin.Digest;
import io.hotswap.engine.LocalEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3BinariesTest {
  private static final Digest DIGEST = Digest.of(new byte[32]);

  @TempDir Path directory;

  @Test
  void aBinaryIsStoredOnceAndFetchedUntilItIsDeleted() throws Exception {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    var binaries = new S3Binaries(Aws.s3(), tables);
    var into = directory.resolve("fetched");
    assertThrows(NoSuchElementException.class, () -> binaries.fetch(DIGEST, into));
    binaries.store(DIGEST, Files.writeString(directory.resolve("a"), "first"));
    binaries.store(DIGEST, Files.writeString(directory.resolve("b"), "second"));
    Files.writeString(into, "what was there");
    binaries.fetch(DIGEST, into);
    assertEquals("first", Files.readString(into));
    binaries.delete(DIGEST);
    assertThrows(NoSuchElementException.class, () -> binaries.fetch(DIGEST, into));
  }
}
