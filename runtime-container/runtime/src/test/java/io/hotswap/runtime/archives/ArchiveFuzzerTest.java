package io.hotswap.runtime.archives;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run; `./localstack/prove archives` is the long one. */
class ArchiveFuzzerTest {
  @TempDir Path root;

  @Test
  void spoilt_archives_are_accepted_or_refused_and_nothing_else() throws Exception {
    var fuzzer = new ArchiveFuzzer(root);
    for (long seed = 0; seed < 600; seed++) {
      fuzzer.run(seed);
    }
    // Else it is the fuzzer that is spoilt.
    assertTrue(fuzzer.counts().getOrDefault("accepted", 0L) > 20, fuzzer.counts()::toString);
    assertTrue(fuzzer.counts().getOrDefault("refused", 0L) > 200, fuzzer.counts()::toString);
  }
}
