package io.hotswap.registration.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.TestContext;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.registration.RegistrationTest;
import io.hotswap.registration.library.TestRepository;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pinned libraries, from a repository on this machine, with no more than the checks' role allows.
class LibrariesCheckTest extends RegistrationTest {
  private static final String GREETING = "org.example:greeting:1.0";
  private static final String CASES = "org.example:cases:2.1";
  private static final Map<String, byte[]> CLASSES = compiled();
  private static ChecksHandler checks;

  private final TestRepository repository = new TestRepository();

  @BeforeAll
  static void open() {
    checks = new ChecksHandler(environment());
  }

  @AfterAll
  static void shut() {
    checks.close();
  }

  @BeforeEach
  void allow() {
    allow("here", repository);
  }

  @AfterEach
  void close() {
    remove("here");
    repository.close();
  }

  @Test
  void what_is_pinned_is_downloaded_once_and_linked_and_listed() throws IOException {
    var jar = jar("first");
    repository.jar(GREETING, jar).pom(GREETING);
    register("lib-first", Map.of(GREETING, sha256(jar)));
    verify("lib-first");
    assertEquals("Passed", state("lib-first", "Libraries"));
    assertEquals("Passed", state("lib-first", "Linkage"));
    assertTrue(stored(jar));

    register("lib-second", Map.of(GREETING, sha256(jar)));
    verify("lib-second");
    assertEquals("Passed", state("lib-second", "Libraries"));
    assertEquals(1, repository.asked(GREETING));
    var component = sbom("lib-second", "1.0.0").body().at("/components/0");
    assertEquals("pkg:maven/org.example/greeting@1.0", component.path("purl").asText());
    assertEquals(sha256(jar), component.at("/hashes/0/content").asText());
  }

  @Test
  void other_bytes_than_those_pinned_are_refused_and_not_stored() throws IOException {
    var jar = jar("other");
    var pinned = jar("pinned");
    repository.jar(GREETING, jar);
    register("lib-other", Map.of(GREETING, sha256(pinned)));
    verify("lib-other");
    var finding = finding("lib-other", "Libraries");
    assertEquals("library-differs", finding.path("code").asText());
    assertTrue(finding.path("detail").asText().contains("in here it is " + sha256(jar)));
    assertEquals("libraries-missing", finding("lib-other", "Linkage").path("code").asText());
    assertFalse(stored(jar));
    assertFalse(stored(pinned));
  }

  @Test
  void the_next_repository_is_asked_where_the_first_has_other_bytes() throws IOException {
    var jar = jar("mirrored");
    repository.jar(GREETING, jar("spoilt"));
    try (var mirror = new TestRepository().jar(GREETING, jar)) {
      allow("mirror", mirror);
      register("lib-mirrored", Map.of(GREETING, sha256(jar)));
      verify("lib-mirrored");
      assertEquals("Passed", state("lib-mirrored", "Libraries"));
    } finally {
      remove("mirror");
    }
  }

  @Test
  void what_nobody_has_is_told_and_looked_for_again_when_an_admin_asks() throws IOException {
    var jar = jar("late");
    register("lib-late", Map.of(GREETING, sha256(jar)));
    verify("lib-late");
    var finding = finding("lib-late", "Libraries");
    assertEquals("library-not-found", finding.path("code").asText());
    assertTrue(finding.path("detail").asText().contains("repositories here"), finding.toString());
    repository.jar(GREETING, jar);
    var again =
        as(Role.Admin, "POST", "/api/v1/plugins/lib-late/versions/1.0.0/scan").send().status();
    assertEquals(202, again);
    verify("lib-late", 2);
    assertEquals("Passed", state("lib-late", "Libraries"));
    assertEquals("Passed", state("lib-late", "Linkage"));
  }

  @Test
  void a_repository_that_is_down_is_waited_for() throws IOException {
    var jar = jar("down");
    repository.jar(GREETING, jar).fail(503);
    register("lib-down", Map.of(GREETING, sha256(jar)));
    verify("lib-down");
    var pending = check("lib-down", "Libraries");
    assertEquals("Pending", pending.path("state").asText());
    assertTrue(pending.toString().contains("Repository here: it answers 503."), pending.toString());
    assertEquals("Pending", state("lib-down", "Linkage"));
    repository.fail(0);
    verify("lib-down");
    assertEquals("Passed", state("lib-down", "Libraries"));
    assertEquals("Passed", state("lib-down", "Linkage"));
  }

  @Test
  void what_a_pom_needs_and_nobody_pins_is_told() throws IOException {
    var greeting = jar("needs");
    repository
        .jar(GREETING, greeting)
        .pom(GREETING, CASES + ":compile", "org.example:tests:1:test")
        .pom(CASES, "org.example:deep:3:runtime")
        .pom("org.example:deep:3");
    register("lib-needs", Map.of(GREETING, sha256(greeting)));
    verify("lib-needs");
    assertEquals("Warned", state("lib-needs", "Libraries"));
    var told = check("lib-needs", "Libraries").path("findings").toString();
    assertTrue(told.contains(CASES) && told.contains("org.example:deep:3"), told);
    assertFalse(told.contains("org.example:tests"), told);
  }

  @Test
  void malware_in_a_library_fails_the_version_and_is_not_kept() throws IOException {
    var jar = Fixture.empty().entry("eicar.com", EicarScannerTest.eicar()).bytes();
    repository.jar(GREETING, jar);
    register("lib-infected", Map.of(GREETING, sha256(jar)));
    verify("lib-infected");
    assertEquals("library-infected", finding("lib-infected", "Libraries").path("code").asText());
    assertFalse(stored(jar));
  }

  @Test
  void a_scan_looks_at_the_stored_libraries_again() throws Exception {
    var jar = Fixture.empty().entry("data/late.txt", "harmless so far").bytes();
    repository.jar(GREETING, jar);
    register("lib-rescanned", Map.of(GREETING, sha256(jar)));
    verify("lib-rescanned");
    assertEquals("Passed", state("lib-rescanned", "Libraries"));
    // What the stand-in knows never changes, so the bytes do.
    var eicar = Fixture.empty().entry("eicar.com", EicarScannerTest.eicar()).bytes();
    replace(jar, eicar);
    var path = "/api/v1/plugins/lib-rescanned/versions/1.0.0/scan";
    assertEquals(202, as(Role.Admin, "POST", path).send().status());
    verify("lib-rescanned", 2);
    var finding = finding("lib-rescanned", "Malware");
    assertEquals("malware", finding.path("code").asText());
    assertEquals(GREETING, finding.path("where").asText());
  }

  @Test
  void what_is_no_jar_is_refused() throws IOException {
    var jar = "<html>Not what you look for</html>".getBytes(StandardCharsets.UTF_8);
    repository.jar(GREETING, jar);
    register("lib-no-jar", Map.of(GREETING, sha256(jar)));
    verify("lib-no-jar");
    assertEquals("library-not-usable", finding("lib-no-jar", "Libraries").path("code").asText());
    assertFalse(stored(jar));
  }

  @Test
  void what_no_repository_has_is_uploaded_and_taken_once() throws Exception {
    var jar = jar("offline");
    var begun = upload(jar, jar.length);
    Documented.conforms(Action.UPLOAD_LIBRARY, begun);
    var other = jar.clone();
    other[20] ^= 1;
    assertTrue(put(begun, other) >= 400);
    assertEquals(200, put(begun, jar));
    register("lib-offline", Map.of(GREETING, sha256(jar)));
    verify("lib-offline");
    assertEquals("Passed", state("lib-offline", "Libraries"));
    assertTrue(stored(jar));
    assertEquals(0, repository.asked(GREETING));
    var again = upload(jar, jar.length);
    assertTrue(again.body().path("stored").asBoolean(), again.toString());
    assertTrue(again.body().path("upload").isMissingNode());
    assertEquals("too-large", upload(jar("large"), (100 << 20) + 1).problem());
  }

  private static Reply upload(byte[] jar, int size) {
    return as(Role.Developer, "POST", "/api/v1/libraries")
        .json(Map.of("sha256", sha256(jar), "size", size))
        .send();
  }

  private static int put(Reply begun, byte[] jar) throws Exception {
    var upload = begun.body().path("upload");
    var request =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(jar));
    upload
        .path("headers")
        .properties()
        .forEach(it -> request.header(it.getKey(), it.getValue().asText()));
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private void allow(String name, TestRepository it) {
    var body = Map.of("url", it.url().toString(), "privateAddresses", true);
    assertEquals(
        200, as(Role.Admin, "PUT", "/api/v1/repositories/" + name).json(body).send().status());
  }

  private static void remove(String name) {
    as(Role.Admin, "DELETE", "/api/v1/repositories/" + name).send();
  }

  private static void register(String name, Map<String, String> libraries) {
    var pinned = new LinkedHashMap<>(libraries);
    var json =
        Json.write(
            pinned.entrySet().stream()
                .map(it -> Map.of("coordinates", it.getKey(), "sha256", it.getValue()))
                .toList());
    var manifest =
        Fixture.MINIMAL
            .replace("\"demo\"", "\"" + name + "\"")
            .replaceFirst(
                "\"operations\"",
                "\"dependencies\": {\"libraries\": %s}, \"operations\"".formatted(json));
    var archive =
        Fixture.empty()
            .entry(Fixture.MANIFEST, manifest)
            .entries(CLASSES)
            .without("lib/Greeting.class");
    var reply = registered(name, archive.bytes());
    assertEquals(201, reply.status(), reply.toString());
  }

  /// The library without the plugin, each time other bytes.
  private static byte[] jar(String more) {
    return Fixture.empty()
        .entry("lib/Greeting.class", CLASSES.getOrDefault("lib/Greeting.class", new byte[0]))
        .entry("more.txt", more)
        .bytes();
  }

  private static Map<String, byte[]> compiled() {
    var fixture =
        Fixture.empty()
            .sources(
                Map.of(
                    "demo.Demo",
                    "package demo; public class Demo implements io.hotswap.spi.Plugin {"
                        + " public io.hotswap.spi.Reply handle(io.hotswap.spi.Call call) { return"
                        + " io.hotswap.spi.Reply.text(lib.Greeting.text()); } }",
                    "lib.Greeting",
                    "package lib; public class Greeting { public static String text() { return"
                        + " \"hello\"; } }"));
    return Map.of(
        "demo/Demo.class", fixture.entry("demo/Demo.class"),
        "lib/Greeting.class", fixture.entry("lib/Greeting.class"));
  }

  private static boolean stored(byte[] jar) {
    return everythingStored().contains("libraries/" + sha256(jar));
  }

  private static void verify(String plugin) throws IOException {
    verify(plugin, 1);
  }

  private static void verify(String plugin, int run) throws IOException {
    for (var step : new String[] {"ScanBinary", "VerifyVersion", "CompleteChecks"}) {
      var request =
          Map.of("step", step, "pluginId", PluginId.of(plugin), "version", "1.0.0", "run", run);
      checks.handleRequest(
          new ByteArrayInputStream(Json.write(request).getBytes(StandardCharsets.UTF_8)),
          new ByteArrayOutputStream(),
          new TestContext());
    }
  }

  private static String state(String plugin, String check) {
    return check(plugin, check).path("state").asText();
  }

  private static JsonNode finding(String plugin, String check) {
    return check(plugin, check).at("/findings/0");
  }

  private static JsonNode check(String plugin, String check) {
    for (var it : version(plugin, "1.0.0").body().path("checkResults")) {
      if (it.path("name").asText().equals(check)) {
        return it;
      }
    }
    throw new AssertionError("no check " + check);
  }
}
