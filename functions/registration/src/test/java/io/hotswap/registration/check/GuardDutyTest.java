package io.hotswap.registration.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.TestContext;
import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Role;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.registration.RegistrationTest;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.Tag;

/// A stack that GuardDuty scans, with the events and tags that its documentation shows, and no more
/// than the role allows.
class GuardDutyTest extends RegistrationTest {
  private static ChecksHandler checks;

  @BeforeAll
  static void open() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("HOTSWAP_GUARD_DUTY", "true");
    checks = new ChecksHandler(environment);
  }

  @AfterAll
  static void close() {
    checks.close();
  }

  @Test
  void a_version_is_pending_until_it_is_tagged() throws IOException {
    register("untagged");
    assertEquals("Waiting", step("untagged", 1));
    assertTrue(
        shown("untagged").at("/checkResults/0/delayed").asText().startsWith("GuardDuty has not"));
    tag("untagged", "NO_THREATS_FOUND");
    assertEquals("Done", step("untagged", 1));
    assertEquals("Passed", shown("untagged").at("/checkResults/0/state").asText());
    assertEquals("Amazon GuardDuty", shown("untagged").at("/checkResults/0/engine").asText());
    assertTrue(
        RoleEnforcement.asked().contains("ChecksRole s3:GetObjectTagging"),
        RoleEnforcement.asked().toString());
  }

  @Test
  void a_threat_that_is_reported_late_fails_and_blocks_the_version_once() throws IOException {
    register("late-threat");
    tag("late-threat", "NO_THREATS_FOUND");
    assertEquals("Done", step("late-threat", 1));
    for (int i = 0; i < 2; i++) {
      invoke(scanned("late-threat", "THREATS_FOUND", "[{\"name\": \"EICAR-Test-File\"}]"));
      var shown = shown("late-threat");
      assertEquals("Failed", shown.path("checks").asText());
      assertEquals(
          "The scanner found EICAR-Test-File.",
          shown.at("/checkResults/0/findings/0/detail").asText());
    }
    assertEquals("Infected", step("late-threat", 2));
    var blocked = trust().at("/blocked");
    assertTrue(blocked.toString().contains(shown("late-threat").path("digest").asText()));
  }

  @Test
  void where_the_tag_failed_the_event_says_that_nothing_was_found() throws IOException {
    register("tag-failed");
    assertEquals("Waiting", step("tag-failed", 1));
    invoke(scanned("tag-failed", "NO_THREATS_FOUND", "null"));
    assertEquals("Done", step("tag-failed", 1));
    var failed =
        event(
            "GuardDuty Malware Protection Post Scan Action Failed",
            "tag-failed",
            "\"postScanActions\": [{\"actionType\": \"TAGGING\", \"failureReason\":"
                + " \"ACCESS_DENIED\"}]");
    var error = assertThrows(IllegalStateException.class, () -> invoke(failed));
    assertTrue(error.getMessage().contains("ACCESS_DENIED"), error.getMessage());
  }

  @Test
  void what_is_no_binary_concerns_nobody() throws IOException {
    register("not-concerned");
    invoke(scanned("not-concerned", "THREATS_FOUND", "[]").replace("binaries/", "evidence/"));
    assertEquals("Pending", shown("not-concerned").path("checks").asText());
  }

  private static void register(String name) {
    var bytes =
        Fixture.sound()
            .entry(Fixture.MANIFEST, Fixture.MINIMAL.replace("\"demo\"", "\"" + name + "\""))
            .bytes();
    assertEquals(201, registered(name, bytes).status());
  }

  private static JsonNode shown(String plugin) {
    return version(plugin, "1.0.0").body();
  }

  private static JsonNode trust() {
    return as(Role.Admin, "GET", "/api/v1/trust").send().body();
  }

  private static String key(String plugin) {
    return "binaries/" + shown(plugin).path("digest").asText().substring("sha256:".length());
  }

  private static void tag(String plugin, String status) {
    var tag = Tag.builder().key("GuardDutyMalwareScanStatus").value(status).build();
    var bucket = new Tables(environment()).bucket();
    Aws.s3()
        .putObjectTagging(
            it -> it.bucket(bucket).key(key(plugin)).tagging(tags -> tags.tagSet(tag)));
  }

  private static String scanned(String plugin, String status, String threats) {
    return event(
        "GuardDuty Malware Protection Object Scan Result",
        plugin,
        """
        "scanStatus": "COMPLETED", "resourceType": "S3_OBJECT",
        "scanResultDetails": {"scanResultStatus": "%s", "threats": %s}
        """
            .formatted(status, threats));
  }

  private static String event(String type, String plugin, String more) {
    return """
    {"version": "0", "id": "72c7d362", "detail-type": "%s", "source": "aws.guardduty",
     "account": "111122223333", "time": "2026-11-30T21:25:00Z", "region": "us-east-1",
     "resources": ["arn:aws:guardduty:us-east-1:111122223333:malware-protection-plan/b4c7"],
     "detail": {"schemaVersion": "1.0",
      "s3ObjectDetails": {"bucketName": "%s", "objectKey": "%s", "eTag": "AES", "versionId": "v",
       "s3Throttled": false}, %s}}
    """
        .formatted(type, new Tables(environment()).bucket(), key(plugin), more);
  }

  private static String step(String plugin, int run) throws IOException {
    var id = shown(plugin).path("pluginId").asText();
    var input = Map.of("step", "ScanBinary", "pluginId", id, "version", "1.0.0", "run", run);
    return Json.MAPPER.readTree(invoke(Json.write(input))).path("outcome").asText();
  }

  private static String invoke(String event) throws IOException {
    var answer = new ByteArrayOutputStream();
    checks.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext());
    return answer.toString(StandardCharsets.UTF_8);
  }
}
