package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Versions whose numbers are large, and versions that only their build metadata tells apart.
class VersionNumbersTest extends RegistrationTest {
  @Test
  void numbers_have_no_largest_value() {
    var versions =
        List.of(
            "2147483648.0.0-9223372036854775808",
            "2147483648.0.0",
            "2147483648.0.9223372036854775808",
            "4294967296.0.0",
            "9".repeat(60) + ".0.0");
    for (var version : versions) {
      assertEquals(201, inline("huge", plugin("huge", version)).status(), version);
    }
    List<String> found = new ArrayList<>();
    var listed = get(PLUGINS + "/huge/versions").body().at("/items");
    listed.forEach(it -> found.addFirst(it.at("/version").asText()));
    assertEquals(versions, found);
  }

  @Test
  void a_version_of_more_than_64_characters_is_refused() {
    for (var version :
        List.of(
            "9".repeat(61) + ".0.0",
            "1.0.0-" + "a.".repeat(500) + "a",
            "1.0.0+" + "9".repeat(59))) {
      var reply = inline("long", plugin("long", version));
      assertProblem(Action.REGISTER_PLUGIN, reply, 400, "invalid-plugin", "#manifest/version");
    }
  }

  @Test
  void build_metadata_makes_no_other_version() {
    var first = plugin("built", "1.0.0+a");
    inline("built", first);
    inline("built", plugin("built", "2.0.0"));
    inline("built", plugin("built", "3.0.0-rc.1+1"));
    var before = everything();
    for (var version :
        List.of("1.0.0+b", "1.0.0", "2.0.0+a", "3.0.0-rc.1", "3.0.0-rc.1+1.2", "1.0.0+a.b")) {
      var reply = inline("built", plugin("built", version));
      assertProblem(Action.REGISTER_PLUGIN, reply, 409, "version-exists", "/version");
      assertTrue(reply.body().at("/detail").asText().contains("build metadata"), reply.toString());
    }
    assertEquals(before, everything());
    for (var version : List.of("1.0.0-0+a", "1.0.1+a", "3.0.0+1", "3.0.0-rc.1.0")) {
      assertEquals(201, inline("built", plugin("built", version)).status(), version);
    }
    assertEquals(201, inline("built", first).status());
  }

  @Test
  void of_many_builds_at_once_one_is_the_version() throws Exception {
    try (var executor = Executors.newFixedThreadPool(6)) {
      var calls =
          IntStream.range(0, 6)
              .<Callable<Reply>>mapToObj(
                  i -> () -> inline("builds", plugin("builds", "1.0.0+" + i)))
              .toList();
      int taken = 0;
      for (var reply : executor.invokeAll(calls)) {
        taken += reply.get().status() == 201 ? 1 : 0;
      }
      assertEquals(1, taken);
    }
    assertEquals(1, get(PLUGINS + "/builds/versions").body().at("/items").size());
    assertEquals(1, get(PLUGINS + "/builds").body().at("/versions").asInt());
  }

  @Test
  void dependencies_that_nobody_looks_at_are_warned_of() {
    var manifest =
        Fixture.MINIMAL
            .replace("\"demo\"", "\"needy\"")
            .replaceFirst(
                "\\{",
                "{\"dependencies\":{\"plugins\":{\"nowhere\":\"^1.0.0\"},\"native\":"
                    + "[{\"os\":\"linux\",\"architecture\":\"aarch64\",\"library\":\"libvips.so.42\"}]},");
    var jar = Fixture.sound().entry(Fixture.MANIFEST, manifest).bytes();
    var reply = inline("needy", jar);
    assertEquals(201, reply.status(), reply.toString());
    Documented.conforms(Action.REGISTER_PLUGIN, reply);
    var warnings = reply.body().at("/warnings");
    assertEquals("#manifest/dependencies/native", warnings.at("/0/pointer").asText());
    assertTrue(warnings.at("/0/detail").asText().contains("not looked for"), reply.toString());
    assertEquals(1, warnings.size());
    assertEquals(reply.body(), inline("needy", jar).body());
    var none = inline("frugal", plugin("frugal", "1.0.0"));
    assertEquals(0, none.body().at("/warnings").size());
    assertTrue(none.body().at("/warnings").isArray(), none.toString());
  }
}
