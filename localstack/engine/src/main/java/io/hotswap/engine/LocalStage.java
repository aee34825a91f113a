package io.hotswap.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/// Tables and bucket as template.yaml has them, for one test.
///
/// @param environment the variables that name them, as functions and nodes get them
public record LocalStage(Map<String, String> environment) {
  private static final String NODES = "nodes-";
  private static final List<String> TABLES =
      List.of(
          "plugins",
          "deployments",
          "routing",
          "tenants",
          "nodes-Development",
          "nodes-QA",
          "nodes-Staging",
          "nodes-Production",
          "audit",
          "idempotency",
          "outbox");
  private static final List<String> LISTED = List.of("plugins", "deployments", "tenants", "outbox");
  private static final List<String> AUDIT_INDEXES =
      List.of("month", "actor", "tenant", "pluginId", "deploymentId");

  static LocalStage created(URI endpoint) {
    var name =
        "hotswap-test-"
            + HexFormat.of()
                .toHexDigits(ThreadLocalRandom.current().nextInt())
                .toLowerCase(Locale.ROOT);
    var environment = new HashMap<String, String>();
    environment.put("HOTSWAP_STAGE", name);
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    try (var dynamo =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      for (var table : TABLES) {
        dynamo.createTable(request(name, table));
        if (!table.startsWith(NODES)) {
          environment.put(
              "HOTSWAP_" + table.toUpperCase(Locale.ROOT) + "_TABLE", name + "-" + table);
        }
      }
      environment.put("HOTSWAP_NODES_TABLE", name + "-" + NODES + "{environment}");
    }
    try (var s3 =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      var bucket = name + "-artifacts";
      s3.createBucket(request -> request.bucket(bucket));
      s3.putBucketVersioning(
          request ->
              request
                  .bucket(bucket)
                  .versioningConfiguration(it -> it.status(BucketVersioningStatus.ENABLED)));
      environment.put("HOTSWAP_BUCKET", bucket);
      environment.put("HOTSWAP_DIGESTS_BUCKET", locking(s3, name + "-digests"));
    }
    return new LocalStage(Map.copyOf(environment));
  }

  private static String locking(S3Client s3, String bucket) {
    var retention =
        DefaultRetention.builder().mode(ObjectLockRetentionMode.COMPLIANCE).days(1).build();
    s3.createBucket(it -> it.bucket(bucket).objectLockEnabledForBucket(true));
    s3.putObjectLockConfiguration(
        it ->
            it.bucket(bucket)
                .objectLockConfiguration(
                    lock ->
                        lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                            .rule(rule -> rule.defaultRetention(retention))));
    return bucket;
  }

  private static CreateTableRequest request(String stage, String table) {
    List<AttributeDefinition> attributes =
        new ArrayList<>(List.of(attribute("pk"), attribute("sk")));
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    if (LISTED.contains(table)) {
      attributes.addAll(List.of(attribute("listPk"), attribute("listSk")));
      indexes.add(index("list", "listPk", "listSk"));
    }
    if (table.equals("deployments")) {
      attributes.add(attribute("pluginPk"));
      indexes.add(index("plugin", "pluginPk", "listSk"));
    }
    if (table.equals("audit")) {
      attributes.add(attribute("position"));
      for (var by : AUDIT_INDEXES) {
        attributes.add(attribute(by));
        indexes.add(index(by, by, "position"));
      }
    }
    if (table.equals("tenants")) {
      attributes.addAll(List.of(attribute("pluginPk"), attribute("pluginSk")));
      indexes.add(index("plugin", "pluginPk", "pluginSk"));
    }
    var request =
        CreateTableRequest.builder()
            .tableName(stage + "-" + table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE));
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    return request.attributeDefinitions(attributes).build();
  }

  private static GlobalSecondaryIndex index(String name, String partition, String order) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(partition, KeyType.HASH), key(order, KeyType.RANGE))
        .projection(it -> it.projectionType(ProjectionType.ALL))
        .build();
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
