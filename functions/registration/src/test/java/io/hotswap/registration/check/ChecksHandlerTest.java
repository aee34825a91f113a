package io.hotswap.registration.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.TestContext;
import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.registration.CheckMachine;
import io.hotswap.registration.RegistrationTest;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// What the check machine and the schedule invoke, with no more than its role allows.
class ChecksHandlerTest extends RegistrationTest {
  /// As EventBridge has it.
  private static final String SCHEDULED =
      """
      {"version": "0", "id": "53dc4d37", "detail-type": "Scheduled Event", "source": "aws.events",
       "account": "123456789012", "time": "2026-11-30T21:25:00Z", "region": "us-east-1",
       "resources": ["arn:aws:events:us-east-1:123456789012:rule/checks"], "detail": {}}
      """;

  private static ChecksHandler checks;
  private static SfnClient sfn;

  @BeforeAll
  static void open() {
    checks = new ChecksHandler(environment());
    sfn = Aws.sfn();
  }

  @AfterAll
  static void close() {
    checks.close();
    sfn.close();
  }

  @Test
  void a_registration_starts_the_checks_once() throws IOException {
    register("begun", Map.of());
    var started = executions("begun");
    assertEquals(1, started.size());
    invoke(SCHEDULED);
    assertEquals(1, executions("begun").size());
  }

  @Test
  void a_clean_version_passes() throws IOException {
    register("clean-jar", Map.of());
    assertEquals("Done", step("ScanBinary", "clean-jar", 1));
    assertEquals("Done", step("VerifyVersion", "clean-jar", 1));
    assertEquals("Completed", step("CompleteChecks", "clean-jar", 1));
    var shown = shown("clean-jar");
    assertEquals("Passed", shown.path("checks").asText());
    assertEquals("eicar-stand-in", shown.at("/checkResults/0/engine").asText());
    assertTrue(
        RoleEnforcement.asked()
            .containsAll(Set.of("ChecksRole s3:GetObject", "ChecksRole dynamodb:PutItem")),
        RoleEnforcement.asked().toString());
  }

  @Test
  void malware_in_a_nested_archive_fails_the_version() throws IOException {
    var inner = EicarScannerTest.zip(Map.of("data/eicar.com", EicarScannerTest.eicar()));
    register("eicar-inside", Map.of("data/inner.zip", inner));
    step("ScanBinary", "eicar-inside", 1);
    var shown = shown("eicar-inside");
    assertEquals("Failed", shown.path("checks").asText());
    assertEquals(
        "data/inner.zip!/data/eicar.com", shown.at("/checkResults/0/findings/0/where").asText());
  }

  @Test
  void a_version_with_malware_blocks_its_bytes_under_every_name() throws IOException {
    var bytes = archive("eicar-blocked");
    assertEquals(201, registered("eicar-blocked", bytes).status());
    assertEquals("Infected", step("ScanBinary", "eicar-blocked", 1));
    var again = registered("eicar-blocked", bytes);
    assertEquals(409, again.status(), again.toString());
    assertEquals("binary-blocked", again.problem());
    assertTrue(
        RoleEnforcement.asked()
            .containsAll(
                Set.of(
                    "ChecksRole dynamodb:UpdateItem",
                    "ChecksRole s3:PutObject",
                    "ChecksRole dynamodb:GetItem")),
        RoleEnforcement.asked().toString());
  }

  @Test
  void an_admin_has_a_version_scanned_again() throws IOException {
    register("scanned-again", Map.of());
    assertEquals("Done", step("ScanBinary", "scanned-again", 1));
    assertEquals("Done", step("VerifyVersion", "scanned-again", 1));
    assertEquals(403, scan("scanned-again", Role.Developer).status());
    var begun = scan("scanned-again", Role.Admin);
    assertEquals(202, begun.status(), begun.toString());
    assertEquals("Passed", begun.body().path("checks").asText());
    assertEquals(2, executions("scanned-again").size());
    assertFalse(shown("scanned-again").at("/checkResults/0/rescanSince").isMissingNode());
    var under = scan("scanned-again", Role.Admin);
    assertEquals("checks-pending", under.problem());
    assertEquals("Done", step("ScanBinary", "scanned-again", 2));
    assertTrue(shown("scanned-again").at("/checkResults/0/rescanSince").isMissingNode());
    assertEquals("Passed", shown("scanned-again").path("checks").asText());
    assertEquals("version-not-found", scan("nobody", Role.Admin).problem());
  }

  private static Reply scan(String plugin, Role role) {
    return as(role, "POST", "/api/v1/plugins/" + plugin + "/versions/1.0.0/scan").send();
  }

  private static byte[] archive(String name) {
    return Fixture.sound()
        .entry(Fixture.MANIFEST, Fixture.MINIMAL.replace("\"demo\"", "\"" + name + "\""))
        .entry("data/eicar.com", EicarScannerTest.eicar())
        .bytes();
  }

  @Test
  void what_its_classes_lack_and_where_it_breaks_is_told_with_it() throws IOException {
    register("told", Map.of());
    var next =
        Fixture.empty()
            .entry(
                Fixture.MANIFEST,
                Fixture.MINIMAL
                    .replace("\"demo\"", "\"told\"")
                    .replace("1.0.0", "1.0.1")
                    .replace("\"echo\"", "\"shout\""))
            .sources(
                Map.of(
                    "demo.Demo",
                    "package demo; public class Demo implements io.hotswap.spi.Plugin { Object a()"
                        + " { return new Gone(); } public io.hotswap.spi.Reply"
                        + " handle(io.hotswap.spi.Call call) { return"
                        + " io.hotswap.spi.Reply.text(\"\"); } } class Gone {}"))
            .without("demo/Gone.class");
    assertEquals(201, registered("told", next.bytes()).status());
    assertEquals("Done", step("VerifyVersion", "told", "1.0.1", 1));
    var results = version("told", "1.0.1").body().path("checkResults");
    assertEquals("Linkage", results.at("/2/name").asText());
    assertEquals("Warned", results.at("/2/state").asText());
    assertEquals(
        "demo.Gone is not there; it is referred to by demo.Demo.a().",
        results.at("/2/findings/0/detail").asText());
    assertEquals("Compatibility", results.at("/3/name").asText());
    assertEquals("Warned", results.at("/3/state").asText());
    assertEquals("breaking-change-below-major", results.at("/3/findings/0/code").asText());
    assertEquals(
        "The operation echo is gone. (compared with 1.0.0)",
        results.at("/3/findings/0/detail").asText());
  }

  @Test
  void what_it_needs_is_looked_for_among_the_registered_plugins() throws IOException {
    var needs = "\"dependencies\": {\"plugins\": {\"needed-later\": \"^1.0.0\"}}, \"operations\"";
    var archive =
        Fixture.sound()
            .entry(
                Fixture.MANIFEST,
                Fixture.MINIMAL
                    .replace("\"demo\"", "\"needs-another\"")
                    .replaceFirst("\"operations\"", needs));
    assertEquals(201, registered("needs-another", archive.bytes()).status());
    assertEquals("Done", step("VerifyVersion", "needs-another", 1));
    var result = shown("needs-another").at("/checkResults/4");
    assertEquals(
        "Dependencies Warned", result.path("name").asText() + " " + result.path("state").asText());
    assertEquals("plugin-not-registered", result.at("/findings/0/code").asText());
  }

  @Test
  void what_nobody_runs_is_started_again_and_what_has_no_record_begins() throws IOException {
    register("lost", Map.of());
    var item = PluginKeys.checks(PluginId.of("lost"), "1.0.0").attributes();
    var table = new Tables(environment()).plugins();
    DYNAMO.updateItem(
        it ->
            it.tableName(table)
                .key(item)
                .updateExpression("SET beganAt = :then")
                .expressionAttributeValues(
                    Map.of(":then", AttributeValue.fromS("2026-11-01T12:00:00Z"))));
    invoke(SCHEDULED);
    assertEquals("Done", step("ScanBinary", "lost", 2));
    assertEquals("Passed", shown("lost").at("/checkResults/0/state").asText());
    register("before-checks", Map.of());
    var older = PluginKeys.checks(PluginId.of("before-checks"), "1.0.0").attributes();
    DYNAMO.deleteItem(it -> it.tableName(table).key(older));
    try (var another = new ChecksHandler(environment())) {
      invoke(another, SCHEDULED);
    }
    assertEquals("Pending", shown("before-checks").at("/checkResults/0/state").asText());
  }

  private static List<ExecutionListItem> executions(String plugin) {
    var digest = shown(plugin).path("digest").asText().substring("sha256:".length());
    return CheckMachine.executions(sfn, environment().get("HOTSWAP_CHECK_MACHINE")).stream()
        .filter(it -> it.name().startsWith(digest.substring(0, 32)))
        .toList();
  }

  private static void register(String name, Map<String, byte[]> entries) {
    var archive =
        Fixture.sound()
            .entry(Fixture.MANIFEST, Fixture.MINIMAL.replace("\"demo\"", "\"" + name + "\""));
    for (var entry : entries.entrySet()) {
      archive = archive.entry(entry.getKey(), entry.getValue());
    }
    Reply reply = registered(name, archive.bytes());
    assertEquals(201, reply.status(), reply.toString());
  }

  private static JsonNode shown(String plugin) {
    return version(plugin, "1.0.0").body();
  }

  private static String step(String step, String plugin, int run) throws IOException {
    return step(step, plugin, "1.0.0", run);
  }

  private static String step(String step, String plugin, String version, int run)
      throws IOException {
    var request =
        Map.of("step", step, "pluginId", PluginId.of(plugin), "version", version, "run", run);
    return Json.read(invoke(Json.write(request)), JsonNode.class).path("outcome").asText();
  }

  private static String invoke(String request) throws IOException {
    return invoke(checks, request);
  }

  private static String invoke(ChecksHandler handler, String request) throws IOException {
    var output = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8));
    handler.handleRequest(input, output, new TestContext());
    return output.toString(StandardCharsets.UTF_8);
  }
}
