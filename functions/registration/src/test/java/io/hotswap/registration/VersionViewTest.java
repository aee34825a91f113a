package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.dynamo.registry.DynamoCheckedVersions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionViewTest extends RegistrationTest {
  private final DynamoCheckedVersions checked =
      new DynamoCheckedVersions(DYNAMO, new Tables(ENVIRONMENT));

  @Test
  void a_version_is_registered_with_its_checks_pending() {
    var registered = inline("checked", plugin("checked", "1.0.0"));
    assertEquals(201, registered.status());
    assertEquals("Pending", registered.body().at("/version/checks").asText());
    var shown = version("checked", "1.0.0");
    assertEquals("Pending", shown.body().path("checks").asText());
    assertEquals(
        Stream.of(CheckName.values()).map(Enum::name).toList(),
        shown.body().path("checkResults").findValuesAsText("name"));
    assertEquals("Pending", shown.body().at("/checkResults/0/state").asText());
  }

  @Test
  void findings_are_shown_with_what_came_to_them() {
    var binary = plugin("infected", "1.0.0");
    inline("infected", binary);
    var at = Instant.parse("2026-11-30T12:00:00Z");
    var finding = new VersionFinding("malware", "lib/a.jar!/x", "Found Eicar.", "Remove it.");
    var begun = checked.find(PluginId.of("infected"), new SemanticVersion("1.0.0")).orElseThrow();
    var engine = new CheckEngine("ClamAV 1.4.3", Optional.of(at));
    var failed = begun.with(CheckName.Malware, CheckResult.failed(List.of(finding), engine), at);
    assertTrue(checked.write(failed, Optional.empty()));
    var shown = version("infected", "1.0.0").body();
    assertEquals("Failed", shown.path("checks").asText());
    var check = shown.at("/checkResults/0");
    assertEquals("ClamAV 1.4.3", check.path("engine").asText());
    assertEquals(at.toString(), check.path("signaturesOf").asText());
    assertEquals("lib/a.jar!/x", check.at("/findings/0/where").asText());
    var listed = get(PLUGINS + "/infected/versions");
    Documented.conforms(Action.LIST_VERSIONS, listed);
    assertEquals("Failed", listed.body().at("/items/0/checks").asText());
    assertEquals("Failed", inline("infected", binary).body().at("/version/checks").asText());
  }

  @Test
  void a_version_from_before_there_were_checks_is_pending() {
    inline("older", plugin("older", "1.0.0"));
    DYNAMO.deleteItem(
        it ->
            it.tableName(new Tables(ENVIRONMENT).plugins())
                .key(PluginKeys.checks(PluginId.of("older"), "1.0.0").attributes()));
    var shown = version("older", "1.0.0").body();
    assertEquals("Pending", shown.path("checks").asText());
    assertTrue(shown.path("checkResults").isMissingNode());
    assertEquals("Pending", get(PLUGINS + "/older/versions").body().at("/items/0/checks").asText());
  }

  @Test
  void what_is_not_there_is_not_shown() {
    inline("lonely", plugin("lonely", "1.0.0"));
    assertProblem(
        Action.VIEW_VERSION, get(PLUGINS + "/lonely/versions/9.9.9"), 404, "version-not-found");
    assertProblem(
        Action.VIEW_VERSION, get(PLUGINS + "/nobody/versions/1.0.0"), 404, "plugin-not-found");
    assertProblem(
        Action.VIEW_VERSION,
        get(PLUGINS + "/lonely/versions/latest"),
        400,
        "invalid-parameter",
        "#path/version");
  }
}
