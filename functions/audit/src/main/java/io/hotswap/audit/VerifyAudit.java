package io.hotswap.audit;

import io.hotswap.domain.audit.integrity.AuditReport;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.persistence.audit.AuditTrail;
import io.hotswap.persistence.aws.Aws;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Command that verifies an audit trail: of exported files without any connection, or of a stack.
public final class VerifyAudit {
  static final int INTACT = 0;
  static final int BROKEN = 1;
  static final int NOT_VERIFIED = 2;

  private static final int SHOWN = 100;
  private static final String USAGE =
      """
      Verifies an audit trail. Takes of each line one:
        --records FILE     records, a line each, in any order    --table NAME      the audit table
        --digests FOLDER   signed digests, *.jws                 --bucket NAME     the digests' bucket
        --key FILE         the public key, PEM                   --kms ARN         the key in KMS
      Of what retention removed, where the digests are files:
        --retention FOLDER signed retention digests, *.jws       --archive FOLDER  the archives, *.ndjson.gz
      Without archives the chains begin after what is in them. A bucket has both.
      Of a bucket, digests that were deleted or replaced, and digests that end hours ago, are named too.
      Exit code 0: intact; 1: what is wrong is named; 2: not verified.
      """;
  private static final List<Set<String>> SOURCES =
      List.of(
          Set.of("--records", "--table"),
          Set.of("--digests", "--bucket"),
          Set.of("--key", "--kms"));
  private static final Set<String> OF_FILES = Set.of("--retention", "--archive");

  private final Map<String, String> given;
  private final PrintStream out;

  private VerifyAudit(Map<String, String> given, PrintStream out) {
    this.given = given;
    this.out = out;
  }

  public static void main(String... arguments) throws IOException, GeneralSecurityException {
    System.exit(run(List.of(arguments), System.out));
  }

  static int run(List<String> arguments, PrintStream out)
      throws IOException, GeneralSecurityException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      given.put(arguments.get(i), arguments.get(i + 1));
    }
    if (!isComplete(given) || arguments.size() != 2 * given.size()) {
      out.print(USAGE);
      return NOT_VERIFIED;
    }
    return new VerifyAudit(given, out).verify();
  }

  private static boolean isComplete(Map<String, String> given) {
    Set<String> optional = new HashSet<>(given.keySet());
    SOURCES.forEach(optional::removeAll);
    boolean one =
        SOURCES.stream().allMatch(it -> it.stream().filter(given::containsKey).count() == 1);
    return one
        && OF_FILES.containsAll(optional)
        && (optional.isEmpty()
            || (given.containsKey("--digests") && optional.contains("--retention")));
  }

  private int verify() throws IOException, GeneralSecurityException {
    var verification = new AuditVerification();
    var key =
        given("--key").isPresent()
            ? DigestKeys.pem(Path.of(given("--key").orElseThrow()))
            : DigestKeys.kms(given("--kms").orElseThrow());
    digests(new SignedDigests(key), verification);
    records(verification);
    var report = verification.finish();
    print(report);
    return report.isIntact() ? INTACT : BROKEN;
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(given.get(name));
  }

  private void digests(SignedDigests signed, AuditVerification verification) throws IOException {
    if (given("--bucket").isEmpty()) {
      signed.verify(files("--digests"), verification);
      var archives = given("--archive").map(Path::of).map(AuditArchives::files);
      signed.verifyRetention(files("--retention"), archives, verification);
      return;
    }
    var bucket = given("--bucket").orElseThrow();
    try (var s3 = Aws.s3()) {
      signed.verify(AuditTrail.digests(s3, bucket, verification), verification);
      verification.current(Instant.now());
      signed.verifyRetention(
          AuditTrail.retentions(s3, bucket, verification),
          Optional.of(AuditArchives.bucket(s3, bucket)),
          verification);
    }
  }

  private SortedMap<String, String> files(String name) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    if (given(name).isPresent()) {
      try (var files = Files.list(Path.of(given(name).orElseThrow()))) {
        for (var file : files.filter(it -> it.toString().endsWith(".jws")).toList()) {
          texts.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return texts;
  }

  private void records(AuditVerification verification) throws IOException {
    if (given("--table").isPresent()) {
      try (var dynamo = Aws.dynamo()) {
        AuditTrail.verify(dynamo, given("--table").orElseThrow(), verification);
      }
    } else {
      try (var lines = Files.lines(Path.of(given("--records").orElseThrow()))) {
        AuditTrail.verify(lines, verification);
      }
    }
  }

  private void print(AuditReport report) {
    report.findings().stream().limit(SHOWN).forEach(it -> out.println(it.text()));
    if (report.findings().size() > SHOWN) {
      out.println("and " + (report.findings().size() - SHOWN) + " more");
    }
    out.printf(
        "%s: %d records of %d subjects, %d digests; %d records are newer than every digest%n",
        report.isIntact() ? "Intact" : "NOT INTACT",
        report.records(),
        report.subjects(),
        report.digests(),
        report.undigested());
  }
}
