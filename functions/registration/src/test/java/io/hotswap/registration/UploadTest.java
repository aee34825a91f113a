package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class UploadTest extends RegistrationTest {
  @Test
  void a_single_piece_becomes_a_version_when_completed() throws Exception {
    var jar = plugin("single", "1.0.0");
    var upload = begin("single", jar.length);
    assertEquals(404, get(PLUGINS + "/single").status(), "nothing is listed before");
    put(upload, jar);
    var completed = complete(upload);
    assertEquals(201, completed.status(), completed.toString());
    Documented.conforms(Action.COMPLETE_UPLOAD, completed);
    assertEquals("sha256:" + sha256(jar), completed.body().at("/version/digest").asText());
    assertEquals(completed.body(), complete(upload).body(), "completing twice answers the same");
    assertEquals(List.of(), List.copyOf(objects("uploads/" + upload.at("/uploadId").asText())));
    assertEquals("1.0.0", get(PLUGINS + "/single").body().at("/latestVersion").asText());
  }

  @Test
  void a_large_one_goes_in_parts() throws Exception {
    var jar = large("parted", 33 << 20);
    var upload = begin("parted", jar.length);
    assertEquals(3, upload.at("/parts").size(), upload.toString());
    putPart(upload, jar, 1);
    putPart(upload, jar, 3);
    var early = complete(upload);
    assertProblem(Action.COMPLETE_UPLOAD, early, 409, "upload-incomplete");
    assertTrue(early.body().at("/detail").asText().contains("[2]"), early.toString());
    putPart(upload, jar, 2);
    var completed = complete(upload);
    assertEquals(201, completed.status(), completed.toString());
    assertEquals("sha256:" + sha256(jar), completed.body().at("/version/digest").asText());
    assertTrue(objects("binaries/").contains("binaries/" + sha256(jar)));
    assertEquals(List.of(), List.copyOf(objects("uploads/" + upload.at("/uploadId").asText())));
  }

  @Test
  void what_is_not_there_yet_may_still_come() throws Exception {
    var jar = plugin("late", "1.0.0");
    var upload = begin("late", jar.length);
    assertProblem(Action.COMPLETE_UPLOAD, complete(upload), 409, "upload-incomplete");
    assertEquals(403, putStatus(upload, Arrays.copyOf(jar, 10)), "it signs the length");
    assertProblem(Action.COMPLETE_UPLOAD, complete(upload), 409, "upload-incomplete");
    put(upload, jar);
    assertEquals(201, complete(upload).status());
  }

  @Test
  void more_than_announced_is_not_taken() throws Exception {
    var upload = begin("more", 10);
    assertEquals(403, putStatus(upload, new byte[11]));
    var parted = begin("more", 17 << 20);
    assertEquals(403, putStatus(parted.at("/parts/1"), new byte[2 << 20]));
    assertProblem(Action.COMPLETE_UPLOAD, complete(upload), 409, "upload-incomplete");
    assertProblem(Action.COMPLETE_UPLOAD, complete(parted), 409, "upload-incomplete");
  }

  @Test
  void a_refused_one_leaves_nothing() throws Exception {
    var before = everything();
    var upload = begin("refused", 5);
    put(upload, "hello".getBytes());
    assertProblem(Action.COMPLETE_UPLOAD, complete(upload), 400, "invalid-plugin", "#archive");
    assertEquals(before, everything());
    assertProblem(Action.COMPLETE_UPLOAD, complete(upload), 404, "upload-not-found");
  }

  @Test
  void an_expired_one_leaves_nothing() throws Exception {
    var before = everything();
    var environment = new HashMap<>(ENVIRONMENT);
    environment.put("HOTSWAP_UPLOAD_SECONDS", "2");
    var hasty = new RegistrationApiHandler(environment);
    try {
      var jar = plugin("expired", "1.0.0");
      var parted = begin(new Gateway(hasty), "expired", 17 << 20);
      var upload = begin(new Gateway(hasty), "expired", jar.length);
      put(upload, jar);
      var end = Instant.parse(upload.at("/expiresAt").asText());
      while (Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
      assertProblem(Action.COMPLETE_UPLOAD, complete(upload), 410, "upload-expired");
      assertProblem(Action.COMPLETE_UPLOAD, complete(parted), 410, "upload-expired");
      assertEquals(before, everything());
    } finally {
      hasty.getApplicationContext().close();
    }
  }

  @Test
  void beginning_again_with_the_same_key_is_the_same_upload() {
    var request = Map.of("name", "same", "size", 20 << 20);
    var first = keyed(request);
    var second = keyed(request);
    assertEquals(201, first.status(), first.toString());
    assertEquals(first.body(), second.body());
    assertEquals(1, objects("uploads/" + first.body().at("/upload/uploadId").asText()).size());
  }

  @Test
  void completed_twice_at_once_is_one_version() throws Exception {
    var jar = plugin("twice", "1.0.0");
    var upload = begin("twice", jar.length);
    put(upload, jar);
    try (var executor = Executors.newFixedThreadPool(4)) {
      Callable<Reply> call = () -> complete(upload);
      for (var reply : executor.invokeAll(List.of(call, call, call, call))) {
        assertEquals(201, reply.get().status(), reply.get().toString());
      }
    }
    var id = get(PLUGINS + "/twice").body().at("/pluginId").asText();
    assertEquals(1, audited(id).size());
  }

  private static Reply keyed(Map<String, ?> body) {
    return as(Role.Developer, "POST", PLUGINS)
        .header("Idempotency-Key", "begin-1")
        .json(body)
        .send();
  }

  private static byte[] large(String name, int size) {
    var noise = new byte[size];
    new Random(1).nextBytes(noise);
    return Fixture.sound()
        .entry(Fixture.MANIFEST, Fixture.MINIMAL.replace("\"demo\"", "\"" + name + "\""))
        .entry("noise.bin", noise)
        .bytes();
  }

  private static JsonNode begin(String name, long size) {
    return begin(gateway, name, size);
  }

  private static JsonNode begin(Gateway gateway, String name, long size) {
    var reply =
        gateway
            .request("POST", PLUGINS)
            .token(ISSUER.token("ada", Role.Developer))
            .json(Map.of("name", name, "size", size))
            .send();
    assertEquals(201, reply.status(), reply.toString());
    Documented.conforms(Action.REGISTER_PLUGIN, reply);
    assertFalse(reply.body().has("version"));
    return reply.body().at("/upload");
  }

  private static Reply complete(JsonNode upload) {
    var path = PLUGINS + "/uploads/" + upload.at("/uploadId").asText() + "/complete";
    return as(Role.Developer, "POST", path).json("{}").send();
  }

  private static void putPart(JsonNode upload, byte[] binary, int number) throws Exception {
    int size = upload.at("/partSize").asInt();
    int from = (number - 1) * size;
    var part = Arrays.copyOfRange(binary, from, Math.min(binary.length, from + size));
    put(upload.at("/parts/" + (number - 1)), part);
  }

  private static void put(JsonNode address, byte[] bytes) throws Exception {
    assertEquals(200, putStatus(address, bytes));
  }

  /// @param address an upload of a single piece, or a part
  static int putStatus(JsonNode address, byte[] bytes) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(address.at("/url").asText()));
      address
          .path("headers")
          .properties()
          .forEach(it -> request.header(it.getKey(), it.getValue().asText()));
      return client
          .send(request.PUT(BodyPublishers.ofByteArray(bytes)).build(), BodyHandlers.ofString())
          .statusCode();
    }
  }
}
