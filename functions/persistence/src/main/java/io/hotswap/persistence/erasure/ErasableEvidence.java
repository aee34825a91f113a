package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.s3.EvidenceObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Counts by tenant that verdicts rest on, in the bucket. They stay without the tenant's name, so
/// that a verdict can still be computed again. Of a deleted plugin the samples go.
final class ErasableEvidence implements ErasableData {
  private static final List<String> FOLDERS =
      List.of(EvidenceObject.SAMPLES, EvidenceObject.VERDICTS);

  private final S3Client s3;
  private final String bucket;
  private final InstantSource clock;

  ErasableEvidence(S3Client s3, Tables tables, InstantSource clock) {
    this.s3 = s3;
    this.bucket = tables.bucket();
    this.clock = clock;
  }

  @Override
  public DataKind kind() {
    return DataKind.Evidence;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return switch (erasure.subject()) {
      case ErasedTenant(var tenant) -> renamed(erasure, tenant, deadline);
      case ErasedPlugin(var plugin) -> Progress.of(deleted(plugin, deadline));
    };
  }

  private Progress renamed(Erasure erasure, String tenant, Instant deadline) {
    var name = "erased-" + erasure.id().toString().substring(0, 8);
    var position = erasure.position();
    for (var folder : FOLDERS) {
      for (var key : keys(folder, position).toList()) {
        if (!clock.instant().isBefore(deadline)) {
          return new Progress(false, position);
        }
        new EvidenceObject(s3, bucket, key).rename(tenant, name);
        position = key;
      }
    }
    return Progress.DONE;
  }

  private boolean deleted(PluginId plugin, Instant deadline) {
    for (var environment : Environment.values()) {
      for (var key : keys(EvidenceObject.samples(environment, plugin), "").toList()) {
        if (!clock.instant().isBefore(deadline)) {
          return false;
        }
        s3.deleteObject(it -> it.bucket(bucket).key(key));
      }
    }
    return true;
  }

  private Stream<String> keys(String folder, String after) {
    var from = after.compareTo(folder) > 0 ? after : folder;
    return s3
        .listObjectsV2Paginator(it -> it.bucket(bucket).prefix(folder).startAfter(from))
        .contents()
        .stream()
        .map(S3Object::key);
  }
}
