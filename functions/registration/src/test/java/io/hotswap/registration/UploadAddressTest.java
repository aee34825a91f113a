package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may do what with an upload's addresses, and until when.
class UploadAddressTest extends RegistrationTest {
  @Test
  void an_address_is_for_the_announced_bytes_only() {
    var single = begin(Map.of("name", "signed", "size", 100));
    assertTrue(signed(single).contains("content-length"), signed(single));
    assertEquals("*", single.at("/headers/if-none-match").asText(), single.toString());
    var hashed = begin(Map.of("name", "signed", "size", 100, "sha256", "0".repeat(64)));
    assertTrue(signed(hashed).contains("x-amz-checksum-sha256"), signed(hashed));
    var parted = begin(Map.of("name", "signed", "size", 40 << 20));
    parted.at("/parts").forEach(it -> assertTrue(signed(it).contains("content-length")));
  }

  @Test
  void a_second_put_does_not_replace_the_first() throws Exception {
    var jar = plugin("replaced", "1.0.0");
    var upload = begin(Map.of("name", "replaced", "size", jar.length));
    assertEquals(200, UploadTest.putStatus(upload, jar));
    assertEquals(412, UploadTest.putStatus(upload, new byte[jar.length]));
    assertEquals(201, complete("ada", Role.Developer, upload).status());
  }

  @Test
  void nothing_is_taken_after_completion() throws Exception {
    var jar = plugin("used-up", "1.0.0");
    var upload = begin(Map.of("name", "used-up", "size", jar.length));
    assertEquals(200, UploadTest.putStatus(upload, jar));
    assertEquals(201, complete("ada", Role.Developer, upload).status());
    assertEquals(412, UploadTest.putStatus(upload, jar));
  }

  @Test
  void nothing_is_taken_after_refusal() throws Exception {
    var upload = begin(Map.of("name", "refused", "size", 5));
    assertEquals(200, UploadTest.putStatus(upload, "hello".getBytes()));
    assertEquals(400, complete("ada", Role.Developer, upload).status());
    assertEquals(412, UploadTest.putStatus(upload, "hello".getBytes()));
    var parted = begin(Map.of("name", "refused", "size", 17 << 20));
    assertEquals(200, UploadTest.putStatus(parted.at("/parts/0"), new byte[16 << 20]));
    assertEquals(200, UploadTest.putStatus(parted.at("/parts/1"), new byte[1 << 20]));
    assertEquals(400, complete("ada", Role.Developer, parted).status());
    assertEquals(404, UploadTest.putStatus(parted.at("/parts/1"), new byte[1 << 20]));
  }

  @Test
  void bytes_that_were_not_announced_are_not_taken() throws Exception {
    var jar = plugin("announced", "1.0.0");
    var upload = begin(Map.of("name", "announced", "size", jar.length, "sha256", sha256(jar)));
    var other = jar.clone();
    other[20] ^= 1;
    assertTrue(UploadTest.putStatus(upload, other) >= 400);
    assertEquals(200, UploadTest.putStatus(upload, jar));
    assertEquals(201, complete("ada", Role.Developer, upload).status());
  }

  @Test
  void an_upload_belongs_to_whoever_began_it() throws Exception {
    var jar = plugin("owned", "1.0.0");
    var upload = begin(Map.of("name", "owned", "size", jar.length));
    assertEquals(200, UploadTest.putStatus(upload, jar));
    var other = complete("bob", Role.Developer, upload);
    assertProblem(Action.COMPLETE_UPLOAD, other, 403, "not-allowed");
    assertEquals(201, complete("ada", Role.Developer, upload).status());
    assertProblem(
        Action.COMPLETE_UPLOAD, complete("bob", Role.Developer, upload), 403, "not-allowed");
    var second = plugin("owned", "1.1.0");
    var left = begin(Map.of("name", "owned", "size", second.length));
    assertEquals(200, UploadTest.putStatus(left, second));
    assertEquals(201, complete("root", Role.Admin, left).status());
  }

  private static JsonNode begin(Map<String, ?> body) {
    var reply = register(body);
    assertEquals(201, reply.status(), reply.toString());
    return reply.body().at("/upload");
  }

  private static Reply complete(String who, Role role, JsonNode upload) {
    var path = PLUGINS + "/uploads/" + upload.at("/uploadId").asText() + "/complete";
    return gateway.request("POST", path).token(ISSUER.token(who, role)).json("{}").send();
  }

  private static String signed(JsonNode address) {
    return address.at("/url").asText().replaceFirst(".*X-Amz-SignedHeaders=([^&]*).*", "$1");
  }
}
