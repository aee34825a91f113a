package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.serialization.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers and times that no machine can count with, each told with its place.
class HostileInputTest {
  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void times_that_overflow() {
    for (var time :
        List.of(
            "PT9999999999999999H",
            "P106751991167301D",
            "PT99999999999999999999S",
            "P99999D",
            "-PT5M",
            "P1Y",
            "PT0.5S",
            "PT\u0663M")) {
      assertRefused("Canary", "canaryConfig", "evaluationPeriod", text(time));
      assertRefused("Canary", "canaryConfig", "maxExtension", text(time));
      assertRefused("BlueGreen", "blueGreenConfig", "warmupPeriod", text(time));
      assertRefused("BlueGreen", "blueGreenConfig", "switchoverPeriod", text(time));
      assertRefused("Rolling", "rollingConfig", "waitBetweenBatches", text(time));
    }
    var preview = plane.as(Role.Developer, "POST", "/deployments/" + id() + "/preview-token");
    var reply = preview.json("{\"expiresIn\":\"PT9999999999999999H\"}").send();
    assertEquals("/expiresIn", pointer(reply), reply.toString());
  }

  @Test
  void numbers_that_nobody_can_count() {
    for (var number :
        List.of("9223372036854775808", "1e400", "1E999999999", "-1", "0", "1.5", "1000000001")) {
      assertRefused("Direct", "directConfig", "minimumCalls", number);
      assertRefused("Canary", "canaryConfig", "minimumCalls", number);
    }
    assertRefused("Rolling", "rollingConfig", "batchSize", "2147483648");
    assertRefused("Canary", "canaryConfig", "initialPercentage", "-2147483649");
  }

  @Test
  void a_verdicts_number_is_one() {
    for (var number : List.of("x", "0", "-1", "99999999999", "1.5", "9".repeat(40))) {
      var reply = plane.get("/deployments/" + id() + "/verdicts/" + number);
      assertEquals(400, reply.status(), reply.toString());
      assertEquals("#path/number", pointer(reply));
    }
  }

  private static String id() {
    return "0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11";
  }

  private static String text(String value) {
    return "\"" + value + "\"";
  }

  private static String pointer(Reply reply) {
    return reply.body().at("/errors/0/pointer").asText();
  }

  private void assertRefused(String strategy, String config, String field, String json) {
    var body = Json.MAPPER.convertValue(ControlPlane.deployment("1.0.0"), ObjectNode.class);
    body.put("strategy", strategy);
    body.putObject(config).put(field, "@@");
    var reply =
        plane
            .as(Role.Developer, "POST", "/deployments")
            .json(body.toString().replace("\"@@\"", json))
            .send();
    assertEquals(400, reply.status(), config + "/" + field + " " + json + ": " + reply);
    assertEquals("/" + config + "/" + field, pointer(reply), reply.toString());
    assertEquals(0, plane.get("/deployments").body().at("/items").size());
  }
}
