package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.TestIssuer;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each a clear problem document, and nothing stored.
class BadInputTest extends RegistrationTest {
  private static final byte[] SOUND = plugin("demo", "1.0.0");
  private Set<String> before = Set.of();

  @BeforeEach
  void look() {
    before = everything();
  }

  @AfterEach
  void nothingIsStored() {
    assertEquals(before, everything());
  }

  @Test
  void not_a_zip() {
    assertInvalidPlugin("hello".getBytes(), "");
  }

  @Test
  void zip_bomb() {
    assertInvalidPlugin(Fixture.sound().entry("zeros.bin", new byte[64 << 20]).bytes(), "");
  }

  @Test
  void path_traversal() {
    assertInvalidPlugin(Fixture.sound().entry("../../etc/passwd", "x").bytes(), "");
  }

  @Test
  void no_manifest() {
    assertInvalidPlugin(Fixture.sound().without(Fixture.MANIFEST).bytes());
    assertInvalidPlugin(Zips.of(Map.of("readme.txt", new byte[1])), "");
  }

  @Test
  void manifest_with_ten_errors() {
    var manifest =
        """
        {"name": "Demo!", "version": "one", "type": 7, "description": "",
         "entryPoint": "not a class", "protocol": 99, "operations": [{"name": "A B"}],
         "dependencies": {"plugins": {"X": "?"}}, "permissions": {"network": "all"},
         "colour": "red"}
        """;
    assertInvalidPlugin(
        Fixture.sound().entry(Fixture.MANIFEST, manifest).bytes(),
        "/name",
        "/version",
        "/type",
        "/description",
        "/entryPoint",
        "/protocol",
        "/operations/0/name",
        "/dependencies/plugins/X",
        "/permissions/network",
        "/colour");
  }

  @Test
  void a_refusal_with_thousands_of_errors_is_kept_with_its_key() {
    var fields = IntStream.range(0, 5000).mapToObj(i -> "\"f" + i + "\":1");
    var manifest = "{" + fields.collect(Collectors.joining(",")) + "}";
    var binary = Fixture.sound().entry(Fixture.MANIFEST, manifest).bytes();
    for (var replayed : List.of("", "true")) {
      var reply =
          as(Role.Developer, "POST", PLUGINS)
              .header("Idempotency-Key", "thousands")
              .json(Map.of("name", "demo", "content", base64(binary)))
              .send();
      assertProblem(Action.REGISTER_PLUGIN, reply, 400, "invalid-plugin");
      assertEquals(replayed, reply.header("Idempotent-Replayed"));
      assertEquals(32, reply.body().at("/errors").size());
    }
  }

  @Test
  void entry_point_missing_or_not_of_the_spi() {
    assertInvalidPlugin(Fixture.sound().without("demo/Demo.class").bytes(), "/entryPoint");
    assertInvalidPlugin(
        Fixture.of("demo.Plain", "package demo; public class Plain {}").bytes(), "/entryPoint");
  }

  @Test
  void version_not_semantic() {
    assertInvalidPlugin(Fixture.sound().manifest("1.0.0", "1.0").bytes(), "/version");
  }

  @Test
  void something_other_than_announced() {
    var other = register(Map.of("name", "other", "version", "2.0.0", "content", base64(SOUND)));
    assertProblem(Action.REGISTER_PLUGIN, other, 400, "invalid-plugin", "/name", "/version");
    var digest =
        register(Map.of("name", "demo", "sha256", "0".repeat(64), "content", base64(SOUND)));
    assertProblem(Action.REGISTER_PLUGIN, digest, 400, "digest-mismatch", "/sha256");
  }

  @Test
  void a_name_that_would_be_taken_for_the_guid_of_another_plugin() {
    for (var name :
        List.of(
            "abcdef12-1234-1234-1234-123456789abc",
            "a0000000-0000-0000-0000-000000000000",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479")) {
      var inline = inline(name, plugin(name, "1.0.0"));
      assertProblem(Action.REGISTER_PLUGIN, inline, 400, "invalid-plugin", "/name");
      var upload = register(Map.of("name", name, "size", 10));
      assertProblem(Action.REGISTER_PLUGIN, upload, 400, "invalid-plugin", "/name");
    }
  }

  @Test
  void too_large() {
    var announced = register(Map.of("name", "demo", "size", 101L << 20));
    assertProblem(Action.REGISTER_PLUGIN, announced, 413, "too-large", "/size");
    var inline = inline("demo", new byte[(4 << 20) + 1]);
    assertProblem(Action.REGISTER_PLUGIN, inline, 413, "too-large", "/content");
  }

  @Test
  void malformed_body() {
    assertMalformed("{\"name\": \"demo\", ", "/name");
    assertMalformed("{\"name\": \"demo\"}", "");
    assertMalformed("{\"name\": \"demo\", \"content\": \"***\"}", "/content");
    assertMalformed("{\"name\": \"Demo\", \"size\": \"big\"}", "/name", "/size");
  }

  @Test
  void tokens_that_are_not_accepted() {
    try (var stranger = new TestIssuer()) {
      assertUnauthenticated(post("").send(), "missing-token");
      assertUnauthenticated(post(ISSUER.expiredToken("ada", Role.Admin)).send(), "invalid-token");
      assertUnauthenticated(post(stranger.token("ada", Role.Admin)).send(), "invalid-token");
      var none = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.";
      assertUnauthenticated(post(none).send(), "invalid-token");
    }
  }

  @Test
  void roles_that_may_not() {
    var body = Map.of("name", "demo", "content", base64(SOUND));
    for (var role : Set.of(Role.Viewer, Role.Approver, Role.TenantOwner)) {
      var reply = as(role, "POST", PLUGINS).json(body).send();
      assertProblem(Action.REGISTER_PLUGIN, reply, 403, "not-allowed");
    }
    var delete = as(Role.Developer, "DELETE", PLUGINS + "/demo").send();
    assertProblem(Action.DELETE_PLUGIN, delete, 403, "not-allowed");
  }

  @Test
  void plugins_and_uploads_that_are_not_there() {
    assertProblem(Action.VIEW_PLUGIN, get(PLUGINS + "/nobody"), 404, "plugin-not-found");
    assertProblem(Action.LIST_VERSIONS, get(PLUGINS + "/nobody/versions"), 404, "plugin-not-found");
    assertProblem(
        Action.DELETE_PLUGIN,
        as(Role.Admin, "DELETE", PLUGINS + "/nobody").send(),
        404,
        "plugin-not-found");
    var unknown = PLUGINS + "/uploads/0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11/complete";
    assertProblem(
        Action.COMPLETE_UPLOAD,
        as(Role.Developer, "POST", unknown).json("{}").send(),
        404,
        "upload-not-found");
    assertProblem(
        Action.COMPLETE_UPLOAD,
        as(Role.Developer, "POST", PLUGINS + "/uploads/x/complete").json("{}").send(),
        400,
        "invalid-parameter",
        "#path/uploadId");
  }

  private static io.hotswap.api.Gateway.Request post(String token) {
    var request = gateway.request("POST", PLUGINS).json(Map.of("name", "demo", "size", 5));
    return token.isEmpty() ? request : request.token(token);
  }

  private static void assertUnauthenticated(Reply reply, String type) {
    assertProblem(Action.REGISTER_PLUGIN, reply, 401, type);
    assertFalse(reply.header("WWW-Authenticate").isEmpty());
  }

  private static void assertInvalidPlugin(byte[] binary, String... pointers) {
    var reply = inline("demo", binary);
    assertProblem(Action.REGISTER_PLUGIN, reply, 400, "invalid-plugin", inArchive(pointers));
    assertFalse(reply.body().at("/errors").isEmpty(), reply.toString());
    for (var error : reply.body().at("/errors")) {
      assertFalse(error.at("/expected").asText().isBlank(), error.toString());
      assertFalse(error.at("/fix").asText().isBlank(), error.toString());
    }
  }

  private static String[] inArchive(String... pointers) {
    return Arrays.stream(pointers)
        .map(pointer -> pointer.isEmpty() ? "#archive" : "#manifest" + pointer)
        .toArray(String[]::new);
  }

  private static void assertMalformed(String body, String... pointers) {
    var reply = as(Role.Developer, "POST", PLUGINS).json(body).send();
    assertProblem(Action.REGISTER_PLUGIN, reply, 400, "malformed-body", pointers);
  }
}
