package io.hotswap.persistence.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.disk.TrustJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/// Everything that lies in a stage's tables and bucket, as JSON files: `items/<table>/<key>.json`
/// and `objects/<key>`. Messages of queues, `messages/<kind>.json`, lie beside them.
final class StageFiles {
  private static final List<String> SETS = List.of("holders", "waiting");
  private static final List<String> TABLES =
      List.of(
          "plugins",
          "deployments",
          "routing",
          "tenants",
          "nodes",
          "audit",
          "idempotency",
          "outbox");
  private static final ObjectMapper PRETTY =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Tables tables;
  private final DynamoDbClient dynamo = Aws.dynamo();
  private final S3Client s3 = Aws.s3();

  StageFiles(Tables tables) {
    this.tables = tables;
  }

  SortedMap<String, String> all() {
    SortedMap<String, String> files = new TreeMap<>();
    for (var table : TABLES) {
      for (var item : dynamo.scanPaginator(it -> it.tableName(name(table))).items()) {
        files.put(path(table, item), pretty(EnhancedDocument.fromAttributeValueMap(item).toJson()));
      }
    }
    for (var object : s3.listObjectsV2Paginator(it -> it.bucket(tables.bucket())).contents()) {
      files.put("objects/" + object.key(), pretty(text(object.key())));
    }
    return files;
  }

  void load(Map<String, String> golden) {
    addressed(golden)
        .forEach(
            (path, json) -> {
              var parts = path.split("/", 3);
              if (parts[0].equals("items")) {
                dynamo.putItem(it -> it.tableName(name(parts[1])).item(item(json)));
              } else if (parts[0].equals("objects")) {
                var key = path.substring("objects/".length());
                s3.putObject(
                    it -> it.bucket(tables.bucket()).key(key),
                    RequestBody.fromBytes(bytes(key, json)));
              }
            });
  }

  /// An object whose digest is verified has that of its golden form here.
  private static Map<String, String> addressed(Map<String, String> golden) {
    Map<String, String> keys = new HashMap<>();
    golden.forEach(
        (path, json) -> {
          if (path.startsWith("objects/trust/")) {
            keys.put(path.substring("objects/".length()), TrustJson.key(json));
          }
        });
    Map<String, String> files = new TreeMap<>();
    golden.forEach((path, json) -> files.put(replaced(path, keys), replaced(json, keys)));
    return files;
  }

  private static String replaced(String text, Map<String, String> keys) {
    var result = text;
    for (var key : keys.entrySet()) {
      result = result.replace(key.getKey(), key.getValue());
    }
    return result;
  }

  static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (var path : paths.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(path).toString(), Files.readString(path));
        }
      }
    }
    return files;
  }

  static void replace(Path folder, Map<String, String> files) throws IOException {
    for (var path : read(folder).keySet()) {
      Files.delete(folder.resolve(path));
    }
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static Map<String, AttributeValue> item(String json) {
    Map<String, AttributeValue> item = new HashMap<>(EnhancedDocument.fromJson(json).toMap());
    for (var set : SETS) {
      item.computeIfPresent(
          set,
          (name, list) -> AttributeValue.fromSs(list.l().stream().map(AttributeValue::s).toList()));
    }
    return item;
  }

  private String name(String table) {
    if (table.equals("nodes")) {
      return tables.nodes(ReportExamples.IN);
    }
    return tables.environment().get("HOTSWAP_" + table.toUpperCase(Locale.ROOT) + "_TABLE");
  }

  private static String path(String table, Map<String, AttributeValue> item) {
    var key = item.get("pk").s() + "." + item.get("sk").s();
    return "items/%s/%s.json".formatted(table, key.replaceAll("[^A-Za-z0-9.-]", "_"));
  }

  private String text(String key) {
    var bytes = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(key)).asByteArray();
    try (var content = new ByteArrayInputStream(bytes)) {
      var plain = key.endsWith(".gz") ? new GZIPInputStream(content).readAllBytes() : bytes;
      return new String(plain, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String key, String json) {
    var plain = json.getBytes(StandardCharsets.UTF_8);
    if (!key.endsWith(".gz")) {
      return plain;
    }
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  static String pretty(String json) {
    try {
      return PRETTY.writeValueAsString(PRETTY.treeToValue(PRETTY.readTree(json), Object.class))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /// Names of files that differ, or exist on one side only.
  static List<String> differences(Map<String, String> golden, Map<String, String> written) {
    List<String> different = new ArrayList<>();
    var all = new TreeMap<>(golden);
    all.putAll(written);
    for (var path : all.keySet()) {
      if (!golden.getOrDefault(path, "nothing\n").equals(written.getOrDefault(path, "nothing\n"))) {
        different.add(
            "%s is\n%swas\n%s"
                .formatted(
                    path,
                    written.getOrDefault(path, "nothing\n"),
                    golden.getOrDefault(path, "nothing\n")));
      }
    }
    return different;
  }
}
