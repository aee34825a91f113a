package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.report.StoredTenantSample;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Samples in the bucket under `evidence/`, gzipped: one of ten thousand tenants is too large for a
/// table.
public final class S3TenantSamples implements TenantSamples {
  private static final Logger LOG = LoggerFactory.getLogger(S3TenantSamples.class);

  private final S3Client s3;
  private final String bucket;
  private final RefusedReports refused;

  public S3TenantSamples(S3Client s3, Tables tables) {
    this(s3, tables, RefusedReports.UNCOUNTED);
  }

  public S3TenantSamples(S3Client s3, Tables tables, RefusedReports refused) {
    this.s3 = s3;
    this.bucket = tables.bucket();
    this.refused = refused;
  }

  @Override
  public void record(TenantSample sample) {
    var key =
        folder(sample.environment(), sample.pluginId(), sample.window())
            + "%s-%s.json.gz".formatted(sample.nodeId(), sample.incarnation());
    s3.putObject(
        it -> it.bucket(bucket).key(key).contentType("application/gzip"),
        RequestBody.fromBytes(
            GzippedText.zipped(StoredDocument.write(StoredTenantSample.of(sample)))));
  }

  @Override
  public List<TenantSample> of(Environment environment, PluginId pluginId, String window) {
    var prefix = folder(environment, pluginId, window);
    return s3.listObjectsV2Paginator(it -> it.bucket(bucket).prefix(prefix)).contents().stream()
        .map(this::read)
        .filter(it -> isOf(environment, it))
        .toList();
  }

  private boolean isOf(Environment environment, TenantSample sample) {
    if (sample.environment() == environment) {
      return true;
    }
    LOG.error("Refused: a sample of {}'s nodes that names {}", environment, sample.environment());
    refused.refused(environment);
    return false;
  }

  private TenantSample read(S3Object object) {
    var bytes = s3.getObjectAsBytes(it -> it.bucket(bucket).key(object.key())).asByteArray();
    return StoredDocument.read(object.key(), GzippedText.unzipped(bytes), StoredTenantSample.class)
        .toDomain();
  }

  private static String folder(Environment environment, PluginId pluginId, String window) {
    var safe = window.replace('/', '_').replace('#', '.');
    return EvidenceObject.samples(environment, pluginId) + safe + "/";
  }
}
