package io.hotswap.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.secret.DataKeys;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import io.hotswap.persistence.dynamo.tenant.DynamoDataKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Under a KMS key and in a table of a real engine. */
class EncryptedSecretsTest {
  private static final Environment HERE = Environment.Production;
  private static final SecretId ID = new SecretId(HERE, "acme", PluginId.of("shop"), "apiKey", 1);

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final DynamoDbClient dynamo = Aws.dynamo();
  private final KmsClient kms = SecretClients.kms();
  private final DataKeys dataKeys = new DynamoDataKeys(dynamo, tables);
  private final Map<SecretId, SealedSecret> stored = new HashMap<>();
  private final EncryptedSecrets secrets = secrets(kms.createKey().keyMetadata().arn());

  private EncryptedSecrets secrets(String key) {
    return new EncryptedSecrets(
        kms, new SecretsConfig(key), dataKeys, id -> Optional.ofNullable(stored.get(id)));
  }

  @AfterEach
  void close() {
    kms.close();
    dynamo.close();
  }

  private void store(SecretId id, String value) {
    stored.put(id, secrets.seal(id, value));
  }

  @Test
  void a_value_is_read_as_it_was_sealed_and_never_sealed_twice_alike() {
    store(ID, "größer");
    assertEquals(Optional.of("größer"), secrets.read(ID));
    assertFalse(stored.toString().contains("größer"));
    assertNotEquals(stored.get(ID), secrets.seal(ID, "größer"));
    assertEquals(Optional.empty(), secrets.read(version(2)));
  }

  @Test
  void a_ciphertext_in_another_place_is_no_value() {
    store(ID, "4711");
    var other = version(2);
    stored.put(other, new SealedSecret(other, secrets.seal(ID, "4711").ciphertext()));
    assertThrows(IllegalStateException.class, () -> secrets.read(other));
    var umbrella = new SecretId(HERE, "umbrella", ID.pluginId(), "apiKey", 1);
    store(umbrella, "0815");
    stored.put(umbrella, new SealedSecret(umbrella, secrets.seal(ID, "4711").ciphertext()));
    assertThrows(IllegalStateException.class, () -> secrets.read(umbrella));
  }

  @Test
  void without_the_data_key_nothing_can_be_read_any_more() {
    store(ID, "4711");
    var key = SecretKeys.dataKey(HERE, "acme").attributes();
    dynamo.deleteItem(it -> it.tableName(tables.tenants()).key(key));
    assertEquals(Optional.empty(), secrets.read(ID));
    store(version(2), "0815");
    assertEquals(Optional.of("0815"), secrets.read(version(2)));
    assertThrows(IllegalStateException.class, () -> secrets.read(ID));
  }

  @Test
  void a_data_key_is_of_one_tenant_and_environment() {
    store(ID, "4711");
    var wrapped = dataKeys.find(HERE, "acme").orElseThrow();
    dataKeys.putIfAbsent(HERE, "umbrella", wrapped);
    dataKeys.putIfAbsent(Environment.QA, "acme", wrapped);
    var pluginId = ID.pluginId();
    for (var foreign :
        List.of(
            new SecretId(HERE, "umbrella", pluginId, "apiKey", 1),
            new SecretId(Environment.QA, "acme", pluginId, "apiKey", 1))) {
      assertThrows(KmsException.class, () -> secrets.seal(foreign, "4711"));
    }
  }

  @Test
  void of_writers_that_are_first_at_once_one_makes_the_key() throws Exception {
    List<Callable<SealedSecret>> writers = new ArrayList<>();
    for (int version = 1; version <= 8; version++) {
      var id = version(version);
      writers.add(() -> secrets.seal(id, "value " + id.version()));
    }
    try (var threads = Executors.newFixedThreadPool(writers.size())) {
      for (var sealed : threads.invokeAll(writers)) {
        stored.put(sealed.get().id(), sealed.get());
      }
    }
    assertEquals(writers.size(), stored.size());
    stored
        .keySet()
        .forEach(it -> assertEquals(Optional.of("value " + it.version()), secrets.read(it)));
  }

  private static SecretId version(long version) {
    return new SecretId(HERE, "acme", ID.pluginId(), "apiKey", version);
  }
}
