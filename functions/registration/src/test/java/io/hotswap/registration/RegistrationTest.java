package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.TestIssuer;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The function in this process, on a real engine, called as the gateway calls it.
public abstract class RegistrationTest {
  static final String PLUGINS = "/api/v1/plugins";
  static final TestIssuer ISSUER = new TestIssuer();
  static final Map<String, String> ENVIRONMENT = new HashMap<>();
  protected static final DynamoDbClient DYNAMO;
  static final S3Client S3;
  static RegistrationApiHandler function;
  static Gateway gateway;

  static {
    ENVIRONMENT.putAll(LocalEngine.shared().freshStage().environment());
    ENVIRONMENT.putAll(ISSUER.environment());
    ENVIRONMENT.put("HOTSWAP_CHECK_MACHINE", CheckMachine.created());
    ENVIRONMENT.put("HOTSWAP_PLAIN_REPOSITORIES", "true");
    DYNAMO = Aws.dynamo();
    S3 = Aws.s3();
  }

  @BeforeAll
  static void start() {
    function = new RegistrationApiHandler(ENVIRONMENT);
    gateway = new Gateway(function);
  }

  @AfterAll
  static void stop() {
    function.getApplicationContext().close();
  }

  protected static Gateway.Request as(Role role, String method, String path) {
    return gateway.request(method, path).token(ISSUER.token("ada", role));
  }

  static Reply get(String path) {
    return as(Role.Viewer, "GET", path).send();
  }

  static Reply register(Map<String, ?> body) {
    return as(Role.Developer, "POST", PLUGINS).json(body).send();
  }

  protected static Map<String, String> environment() {
    return Map.copyOf(ENVIRONMENT);
  }

  protected static Reply registered(String name, byte[] binary) {
    return inline(name, binary);
  }

  protected static Reply version(String plugin, String version) {
    var shown = get(PLUGINS + "/" + plugin + "/versions/" + version);
    assertEquals(200, shown.status(), shown.toString());
    Documented.conforms(Action.VIEW_VERSION, shown);
    return shown;
  }

  protected static Reply sbom(String plugin, String version) {
    var shown = get(PLUGINS + "/" + plugin + "/versions/" + version + "/sbom");
    Documented.conforms(Action.VIEW_SBOM, shown);
    return shown;
  }

  protected static int deleted(String plugin, String version) {
    return as(Role.Admin, "DELETE", PLUGINS + "/" + plugin + "/versions/" + version)
        .send()
        .status();
  }

  static Reply inline(String name, byte[] binary) {
    return register(Map.of("name", name, "content", base64(binary)));
  }

  static byte[] plugin(String name, String version) {
    return plugin(name, version, "");
  }

  static byte[] plugin(String name, String version, String more) {
    return Fixture.sound()
        .entry(
            Fixture.MANIFEST,
            Fixture.MINIMAL.replace("\"demo\"", "\"" + name + "\"").replace("1.0.0", version))
        .entry("more.txt", more)
        .bytes();
  }

  static String base64(byte[] binary) {
    return Base64.getEncoder().encodeToString(binary);
  }

  protected static String sha256(byte[] binary) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static void assertProblem(
      Action action, Reply reply, int status, String type, String... pointers) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(type, reply.problem(), reply.toString());
    Documented.conforms(action, reply);
    if (pointers.length > 0) {
      List<String> found = new ArrayList<>();
      reply.body().at("/errors").forEach(error -> found.add(error.at("/pointer").asText()));
      assertEquals(new TreeSet<>(List.of(pointers)), new TreeSet<>(found), reply.toString());
    }
  }

  /// Keys of everything that is stored, in tables and bucket.
  static Set<String> everything() {
    Set<String> keys = new TreeSet<>();
    for (var table : List.of("PLUGINS", "AUDIT")) {
      DYNAMO
          .scanPaginator(it -> it.tableName(ENVIRONMENT.get("HOTSWAP_" + table + "_TABLE")))
          .items()
          .forEach(item -> keys.add(item.get("pk").s() + "/" + item.get("sk").s()));
    }
    keys.addAll(objects(""));
    return keys;
  }

  protected static Set<String> everythingStored() {
    return objects("");
  }

  /// Puts other bytes in the place of a stored library, which no function can.
  protected static void replace(byte[] library, byte[] by) {
    S3.putObject(
        it -> it.bucket(bucket()).key("libraries/" + sha256(library)), RequestBody.fromBytes(by));
  }

  static Set<String> objects(String prefix) {
    Set<String> keys = new TreeSet<>();
    // An empty object keeps the address of an upload from taking anything more.
    S3.listObjectsV2Paginator(it -> it.bucket(bucket()).prefix(prefix)).contents().stream()
        .filter(it -> it.size() > 0)
        .map(S3Object::key)
        .forEach(keys::add);
    S3.listMultipartUploads(it -> it.bucket(bucket())).uploads().stream()
        .filter(it -> it.key().startsWith(prefix))
        .forEach(it -> keys.add(it.key() + " in parts"));
    return keys;
  }

  static String bucket() {
    return ENVIRONMENT.getOrDefault("HOTSWAP_BUCKET", "");
  }

  /// Of a plugin, in order.
  static List<AuditRecord> audited(String pluginId) {
    var entries = new DynamoAuditEntries(DYNAMO, new Tables(ENVIRONMENT));
    var subject = AuditSubject.plugin(PluginId.parse(pluginId));
    return entries.of(subject, PageRequest.first(100)).items().reversed().stream()
        .map(AuditEntry::record)
        .toList();
  }
}
