package io.hotswap.persistence.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.ids.Digest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3BinariesTest {
  private static final Digest DIGEST =
      new Digest("a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e");

  @TempDir Path directory;

  @Test
  void a_binary_is_stored_once_and_fetched_until_it_is_deleted() throws Exception {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    var binaries = new S3Binaries(Aws.s3(), tables);
    var into = directory.resolve("fetched");
    assertThrows(NoSuchElementException.class, () -> binaries.fetch(DIGEST, into));
    var file = Files.writeString(directory.resolve("a"), "first");
    binaries.store(DIGEST, file);
    binaries.store(DIGEST, file);
    Files.writeString(into, "what was there");
    binaries.fetch(DIGEST, into);
    assertEquals("first", Files.readString(into));
    binaries.delete(DIGEST);
    var damaged = Files.writeString(directory.resolve("b"), "second");
    assertThrows(S3Exception.class, () -> binaries.store(DIGEST, damaged));
    assertThrows(NoSuchElementException.class, () -> binaries.fetch(DIGEST, into));
  }
}
