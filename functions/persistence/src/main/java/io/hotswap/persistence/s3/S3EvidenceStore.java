package io.hotswap.persistence.s3;

import io.hotswap.domain.deployment.EvidenceStore;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.report.StoredEvidence;
import java.util.NoSuchElementException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Evidence by the hash of its bytes.
public final class S3EvidenceStore implements EvidenceStore {
  private final S3Client s3;
  private final Tables tables;

  public S3EvidenceStore(S3Client s3, Tables tables) {
    this.s3 = s3;
    this.tables = tables;
  }

  @Override
  public String store(DeploymentId deployment, Evidence evidence) {
    var json = StoredDocument.write(StoredEvidence.of(evidence));
    var key = EvidenceObject.VERDICTS + "%s/%s.json".formatted(deployment, Digest.over(json).hex());
    s3.putObject(
        it -> it.bucket(tables.bucket()).key(key).contentType("application/json"),
        RequestBody.fromString(json));
    return key;
  }

  @Override
  public Evidence find(String where) {
    try {
      var bytes = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(where));
      return StoredDocument.read(where, bytes.asUtf8String(), StoredEvidence.class).toDomain();
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException("No evidence " + where + " in " + tables.bucket(), e);
    }
  }
}
