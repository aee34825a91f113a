package io.hotswap.persistence.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.idempotency.RequestHash;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class S3RequestHashesTest {
  private static final String DIGEST = "d".repeat(64);

  private final String bucket =
      new Tables(LocalEngine.shared().freshStage().environment()).bucket();

  @Test
  void processes_that_begin_at_once_have_the_same_key() throws Exception {
    var s3 = Aws.s3();
    Set<RequestHash> made = new HashSet<>();
    try (var executor = Executors.newFixedThreadPool(8)) {
      var tasks =
          IntStream.range(0, 8)
              .<Callable<RequestHash>>mapToObj(
                  it -> () -> new S3RequestHashes(s3, bucket).of(DIGEST))
              .toList();
      for (var each : executor.invokeAll(tasks)) {
        made.add(each.get());
      }
    }
    assertEquals(1, made.size(), made.toString());
    assertEquals(made, Set.of(new S3RequestHashes(s3, bucket).of(DIGEST)), "and a later one");
  }

  @Test
  void a_hash_says_nothing_without_the_key_of_its_stage() {
    var here = new S3RequestHashes(Aws.s3(), bucket).of(DIGEST);
    var other = new Tables(LocalEngine.shared().freshStage().environment()).bucket();
    assertNotEquals(here.keyed(), new S3RequestHashes(Aws.s3(), other).of(DIGEST).keyed());
    assertFalse(here.keyed().contains(DIGEST));
    assertTrue(here.matches(DIGEST), "what earlier releases stored");
    assertFalse(here.matches("e".repeat(64)));
  }
}
