package io.hotswap.registration.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.TestContext;
import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.inventory.LibraryQuery;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoLibraryInventories;
import io.hotswap.registration.RegistrationTest;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a version holds, from its archive to the list that is answered.
class InventoryTest extends RegistrationTest {
  private static final String POM = "META-INF/maven/org.apache.commons/commons-text/pom.properties";

  private static final byte[] LIBRARY =
      Zips.of(
          Map.of(
              POM,
              "groupId=org.apache.commons\nartifactId=commons-text\nversion=1.9+1\n"
                  .getBytes(UTF_8)));

  @Test
  void a_list_is_made_by_the_checks_and_goes_with_the_version() throws IOException {
    assertEquals(201, registered("listed", archive("listed", "1.0.0")).status());
    assertEquals(201, registered("listed", archive("listed", "1.1.0")).status());
    var early = sbom("listed", "1.0.0");
    assertEquals(409, early.status(), early.toString());
    assertEquals("checks-pending", early.problem());
    verify("listed", "1.0.0");
    var list = sbom("listed", "1.0.0");
    assertEquals(200, list.status(), list.toString());
    assertEquals("application/vnd.cyclonedx+json", list.header("Content-Type"));
    var body = list.body();
    assertEquals(
        "CycloneDX 1.6", body.path("bomFormat").asText() + " " + body.path("specVersion").asText());
    assertEquals("listed", body.at("/metadata/component/name").asText());
    assertEquals(1, body.path("components").size());
    var text = body.at("/components/0");
    assertEquals("pkg:maven/org.apache.commons/commons-text@1.9%2B1", text.path("purl").asText());
    assertEquals(sha256(LIBRARY), text.at("/hashes/0/content").asText());
    assertEquals("lib/commons-text-1.9+1.jar", text.at("/properties/0/value").asText());
    assertEquals("Passed", version("listed", "1.0.0").body().at("/checkResults/4/state").asText());
    assertTrue(RoleEnforcement.asked().contains("ChecksRole dynamodb:BatchWriteItem"));
    assertEquals(204, deleted("listed", "1.0.0"));
    assertEquals(404, sbom("listed", "1.0.0").status());
    var left = new DynamoLibraryInventories(DYNAMO, new Tables(environment()));
    var query = LibraryQuery.of("commons-text", Optional.empty());
    assertEquals(0, left.uses(query, PageRequest.first(10)).items().size());
  }

  private static byte[] archive(String name, String version) {
    var manifest =
        Fixture.MINIMAL.replace("\"demo\"", "\"" + name + "\"").replace("1.0.0", version);
    var plugin = Fixture.sound().entry(Fixture.MANIFEST, manifest).bytes();
    return Zips.of(Map.of("plugin.jar", plugin, "lib/commons-text-1.9+1.jar", LIBRARY));
  }

  private static void verify(String name, String version) throws IOException {
    try (var checks = new ChecksHandler(environment())) {
      var request =
          Map.of(
              "step",
              "VerifyVersion",
              "pluginId",
              PluginId.of(name).toString(),
              "version",
              version,
              "run",
              1);
      checks.handleRequest(
          new ByteArrayInputStream(Json.write(request).getBytes(UTF_8)),
          new ByteArrayOutputStream(),
          new TestContext());
    }
  }
}
