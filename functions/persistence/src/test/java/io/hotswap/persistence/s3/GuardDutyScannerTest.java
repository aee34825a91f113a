package io.hotswap.persistence.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.Tag;

/// With the tags that GuardDuty sets, on real objects.
class GuardDutyScannerTest {
  @TempDir Path directory;

  @Test
  void the_tag_of_a_binary_is_its_verdict() throws Exception {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    var digest = Digest.over("bytes");
    new S3Binaries(Aws.s3(), tables)
        .store(digest, Files.writeString(directory.resolve("a"), "bytes"));
    var scanner = new GuardDutyScanner(Aws.s3(), tables);
    assertInstanceOf(ScanVerdict.Pending.class, scan(scanner, digest));
    tag(tables, digest, "NO_THREATS_FOUND");
    assertEquals(new ScanVerdict.Clean(GuardDutyScanner.ENGINE), scan(scanner, digest));
    tag(tables, digest, "THREATS_FOUND");
    assertInstanceOf(ScanVerdict.Infected.class, scan(scanner, digest));
    tag(tables, digest, "UNSUPPORTED");
    assertInstanceOf(ScanVerdict.Failed.class, scan(scanner, digest));
    tag(tables, digest, "ACCESS_DENIED");
    var pending = assertInstanceOf(ScanVerdict.Pending.class, scan(scanner, digest));
    assertEquals(
        "GuardDuty could not scan the binary (ACCESS_DENIED). Once it can, have it scanned on"
            + " demand.",
        pending.reason());
  }

  private static ScanVerdict scan(GuardDutyScanner scanner, Digest digest) {
    return scanner.scan(
        digest,
        () -> {
          throw new AssertionError("It needs no bytes");
        });
  }

  private static void tag(Tables tables, Digest digest, String status) {
    var tag = Tag.builder().key("GuardDutyMalwareScanStatus").value(status).build();
    Aws.s3()
        .putObjectTagging(
            it ->
                it.bucket(tables.bucket())
                    .key("binaries/" + digest.hex())
                    .tagging(tags -> tags.tagSet(tag)));
  }
}
