package io.hotswap.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.routing.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Values(
      PluginId plugin,
      DeploymentId deployment,
      Digest digest,
      SemanticVersion version,
      Environment environment,
      Instant at,
      Duration lasts,
      Optional<String> nothing,
      List<String> none,
      Map<String, Integer> sorted) {}

  record Holder(Optional<Quota> quota) {}

  private static final Values VALUES =
      new Values(
          PluginId.of("tested"),
          new DeploymentId(new UUID(1, 2)),
          new Digest("ab".repeat(32)),
          new SemanticVersion("1.2.3-rc.1"),
          Environment.QA,
          Instant.parse("2026-11-01T12:00:00.25Z"),
          Duration.ofSeconds(90),
          Optional.empty(),
          List.of(),
          Map.of("b", 2, "a", 1));

  @Test
  void values_are_strings_and_what_is_absent_is_left_out() {
    var json =
        """
        {"plugin":"%s","deployment":"00000000-0000-0001-0000-000000000002",\
        "digest":"sha256:%s","version":"1.2.3-rc.1","environment":"QA",\
        "at":"2026-11-01T12:00:00.250Z","lasts":"PT1M30S","none":[],"sorted":{"a":1,"b":2}}\
        """
            .formatted(PluginId.of("tested"), "ab".repeat(32));
    assertEquals(json, Json.write(VALUES));
    assertEquals(VALUES, Json.read(json, Values.class));
  }

  @Test
  void a_field_of_a_later_release_is_ignored() {
    var json = Json.write(VALUES).replace("{\"plugin\"", "{\"later\":{\"a\":[1]},\"plugin\"");
    assertEquals(VALUES, Json.read(json, Values.class));
  }

  @Test
  void a_record_of_the_domain_is_neither_written_nor_read() {
    var quota = new Quota(1, 1);
    for (Object value : List.of(quota, List.of(quota), new Holder(Optional.of(quota)))) {
      assertRefused(assertThrows(IllegalArgumentException.class, () -> Json.write(value)));
    }
    var json = "{\"maxRequestsPerMinute\":1,\"maxConcurrentExecutions\":1}";
    assertRefused(assertThrows(IllegalArgumentException.class, () -> Json.read(json, Quota.class)));
    assertRefused(
        assertThrows(
            IllegalArgumentException.class,
            () -> Json.read("{\"quota\":" + json + "}", Holder.class)));
  }

  private static void assertRefused(IllegalArgumentException refused) {
    var reason = String.valueOf(refused.getCause());
    assertTrue(reason.contains("Quota belongs to the domain"), reason);
  }
}
