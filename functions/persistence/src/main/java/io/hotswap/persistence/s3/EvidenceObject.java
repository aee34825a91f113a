package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.report.StoredEvidence;
import io.hotswap.persistence.stored.report.StoredTenantSample;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// An object with counts by tenant: a node's sample, or what a verdict was computed from.
public record EvidenceObject(S3Client s3, String bucket, String key) {
  public static final String SAMPLES = "evidence/";
  public static final String VERDICTS = "verdicts/";

  /// Folder of a plugin's samples.
  public static String samples(Environment environment, PluginId pluginId) {
    return SAMPLES + environment + "/" + pluginId + "/";
  }

  /// Gives a tenant's counts another name, if there are any.
  public void rename(String tenant, String name) {
    var bytes = s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asByteArray();
    var text = isSample() ? GzippedText.unzipped(bytes) : new String(bytes, StandardCharsets.UTF_8);
    if (text.contains('"' + tenant + '"')) {
      var renamed = StoredDocument.write(renamed(text, tenant, name));
      s3.putObject(
          it ->
              it.bucket(bucket)
                  .key(key)
                  .contentType(isSample() ? "application/gzip" : "application/json"),
          RequestBody.fromBytes(
              isSample() ? GzippedText.zipped(renamed) : renamed.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private Object renamed(String text, String tenant, String name) {
    return isSample()
        ? StoredDocument.read(key, text, StoredTenantSample.class).renamed(tenant, name)
        : StoredDocument.read(key, text, StoredEvidence.class).renamed(tenant, name);
  }

  private boolean isSample() {
    return key.startsWith(SAMPLES);
  }
}
