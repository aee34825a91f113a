package io.hotswap.api.fuzz;

import io.hotswap.persistence.aws.Aws;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Everything that is in a stage's tables and bucket, but for the answers kept by key.
final class Stored {
  private final Map<String, String> environment;

  Stored(Map<String, String> environment) {
    this.environment = environment;
  }

  Set<String> now() {
    Set<String> all = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (name.endsWith("_TABLE") && !name.contains("IDEMPOTENCY")) {
            items(value, all);
          }
        });
    objects(environment.getOrDefault("HOTSWAP_BUCKET", ""), all);
    return all;
  }

  private static void items(String table, Set<String> all) {
    try (var dynamo = Aws.dynamo()) {
      dynamo
          .scanPaginator(it -> it.tableName(table))
          .items()
          .forEach(
              item ->
                  all.add(item.get("pk").s() + "/" + item.get("sk").s() + " " + item.hashCode()));
    }
  }

  private static void objects(String bucket, Set<String> all) {
    try (var s3 = Aws.s3()) {
      s3.listObjectsV2Paginator(it -> it.bucket(bucket)).contents().stream()
          .map(it -> it.key() + " " + it.eTag())
          .forEach(all::add);
      s3.listMultipartUploads(it -> it.bucket(bucket)).uploads().stream()
          .map(it -> it.key() + " in parts")
          .forEach(all::add);
    }
  }
}
