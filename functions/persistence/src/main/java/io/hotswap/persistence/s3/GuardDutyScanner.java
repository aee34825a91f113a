package io.hotswap.persistence.s3;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.operations.MalwareScanner;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/// Reads what GuardDuty Malware Protection for S3 says of an object in [its
/// tag](https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging-malware-protection.html).
/// It scans what is stored by itself; the tag names no threat.
public final class GuardDutyScanner implements MalwareScanner {
  public static final CheckEngine ENGINE = CheckEngine.of("Amazon GuardDuty");

  private static final String TAG = "GuardDutyMalwareScanStatus";
  private static final String WHERE = "#archive";

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  public GuardDutyScanner(S3Client s3, Tables tables) {
    this(s3, tables, S3Binaries.BINARIES);
  }

  private GuardDutyScanner(S3Client s3, Tables tables, String prefix) {
    this.s3 = s3;
    this.bucket = tables.bucket();
    this.prefix = prefix;
  }

  public static GuardDutyScanner ofLibraries(S3Client s3, Tables tables) {
    return new GuardDutyScanner(s3, tables, S3Binaries.LIBRARIES);
  }

  @Override
  public ScanVerdict scan(Digest digest, Supplier<Path> archive) {
    var key = prefix + digest.hex();
    return s3.getObjectTagging(it -> it.bucket(bucket).key(key)).tagSet().stream()
        .filter(it -> it.key().equals(TAG))
        .findFirst()
        .map(Tag::value)
        .map(GuardDutyScanner::verdict)
        .orElseGet(
            () ->
                new ScanVerdict.Pending(
                    "GuardDuty has not tagged the binary yet. Should that last, look whether its"
                        + " malware protection plan is active and its role may tag."));
  }

  private static ScanVerdict verdict(String status) {
    return switch (status) {
      case "NO_THREATS_FOUND" -> new ScanVerdict.Clean(ENGINE);
      case "THREATS_FOUND" ->
          new ScanVerdict.Infected(
              ENGINE, List.of(new ScanVerdict.Threat("a threat that GuardDuty names", WHERE)));
      case "UNSUPPORTED" ->
          new ScanVerdict.Failed(
              ENGINE, WHERE, "GuardDuty cannot look into it: a password, or its limits.");
      default ->
          new ScanVerdict.Pending(
              "GuardDuty could not scan the binary (%s). Once it can, have it scanned on demand."
                  .formatted(status));
    };
  }
}
