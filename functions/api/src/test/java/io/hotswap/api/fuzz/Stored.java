package io.hotswap.api.fuzz;

import io.hotswap.domain.ids.Environment;
import io.hotswap.persistence.aws.Aws;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Everything that is in a stage's tables and bucket, but for the answers kept by key.
final class Stored {
  private final Map<String, String> environment;

  Stored(Map<String, String> environment) {
    this.environment = environment;
  }

  Set<String> now() {
    Set<String> all = new TreeSet<>();
    eachTable(
        item -> all.add(item.get("pk").s() + "/" + item.get("sk").s() + " " + item.hashCode()));
    objects(environment.getOrDefault("HOTSWAP_BUCKET", ""), all);
    return all;
  }

  /// The items in which one of these texts stands, but for the answers kept by key.
  Set<String> holding(List<String> texts) {
    Set<String> all = new TreeSet<>();
    eachTable(
        item -> {
          var text = item.toString();
          if (texts.stream().anyMatch(text::contains)) {
            all.add(text);
          }
        });
    return all;
  }

  private void eachTable(Consumer<Map<String, AttributeValue>> seen) {
    try (var dynamo = Aws.dynamo()) {
      environment.forEach(
          (name, table) -> {
            if (name.endsWith("_TABLE") && !name.contains("IDEMPOTENCY")) {
              named(table)
                  .forEach(
                      each -> dynamo.scanPaginator(it -> it.tableName(each)).items().forEach(seen));
            }
          });
    }
  }

  /// One, or one of each environment.
  private static Stream<String> named(String table) {
    return Arrays.stream(Environment.values())
        .map(it -> table.replace("{environment}", it.name()))
        .distinct();
  }

  private static void objects(String bucket, Set<String> all) {
    try (var s3 = Aws.s3()) {
      s3.listObjectsV2Paginator(it -> it.bucket(bucket)).contents().stream()
          // Of hashes of requests: the first request with an Idempotency-Key makes it.
          .filter(it -> !it.key().startsWith("keys/"))
          .map(it -> it.key() + " " + it.eTag())
          .forEach(all::add);
      s3.listMultipartUploads(it -> it.bucket(bucket)).uploads().stream()
          .map(it -> it.key() + " in parts")
          .forEach(all::add);
    }
  }
}
