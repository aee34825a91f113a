package io.hotswap.persistence.s3;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.routing.StoredAcceptanceCase;
import java.util.List;
import java.util.NoSuchElementException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Acceptance cases by the digest of their content.
public final class S3AcceptanceSuites implements AcceptanceSuites {
  private final S3Client s3;
  private final Tables tables;

  public S3AcceptanceSuites(S3Client s3, Tables tables) {
    this.s3 = s3;
    this.tables = tables;
  }

  record Kept(List<StoredAcceptanceCase> cases) {
    static Kept of(List<AcceptanceCase> cases) {
      return new Kept(cases.stream().map(StoredAcceptanceCase::of).toList());
    }

    List<AcceptanceCase> toDomain() {
      return cases.stream().map(StoredAcceptanceCase::toDomain).toList();
    }
  }

  @Override
  public AcceptanceSuite store(List<AcceptanceCase> cases) {
    var suite = AcceptanceSuite.of(cases);
    s3.putObject(
        it -> it.bucket(tables.bucket()).key(key(suite)).contentType("application/json"),
        RequestBody.fromString(StoredDocument.write(Kept.of(cases))));
    return suite;
  }

  @Override
  public List<AcceptanceCase> find(AcceptanceSuite suite) {
    try {
      var bytes = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(key(suite)));
      var kept = StoredDocument.read(key(suite), bytes.asUtf8String(), Kept.class);
      return checked(suite, kept.toDomain());
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException("No acceptance cases " + key(suite), e);
    }
  }

  private static List<AcceptanceCase> checked(AcceptanceSuite suite, List<AcceptanceCase> cases) {
    if (!AcceptanceSuite.of(cases).equals(suite)) {
      throw new IllegalStateException(key(suite) + " does not hold what its digest names");
    }
    return cases;
  }

  private static String key(AcceptanceSuite suite) {
    return "acceptance/%s.json".formatted(suite.digest().hex());
  }
}
