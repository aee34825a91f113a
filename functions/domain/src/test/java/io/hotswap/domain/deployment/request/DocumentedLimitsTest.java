package io.hotswap.domain.deployment.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Sent;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of a deployment's settings in openapi.yaml are those of the code. */
class DocumentedLimitsTest {
  private static final Pattern NUMBER =
      Pattern.compile("(?m)^ {8}(\\w+): \\{type: integer,.* minimum: (\\d+), maximum: (\\d+)");
  private static final Pattern STEPS =
      Pattern.compile(
          "steps: \\{type: array, minItems: 1, maxItems: (\\d+), items: \\{type: integer,"
              + " format: int32, minimum: 1, maximum: 100\\}");
  private static final Pattern SHARE =
      Pattern.compile("(?m)^ {12}([AB]): \\{type: integer,.* minimum: (\\d+), maximum: (\\d+)");

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void a_version_serves() {
    inMemoryControlPlane.deploy("1.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "Direct, DirectConfig, 1",
    "Canary, CanaryConfig, 4",
    "BlueGreen, BlueGreenConfig, 1",
    "Rolling, RollingConfig, 2",
    "ABTesting, AbConfig, 2",
  })
  void a_number_is_accepted_at_its_limits_and_refused_beyond(
      String strategy, String schema, int fields) throws IOException {
    var found = NUMBER.matcher(schema(schema)).results().toList();
    assertEquals(fields, found.size());
    for (var field : found) {
      var name =
          Character.toLowerCase(schema.charAt(0)) + schema.substring(1) + "/" + field.group(1);
      long least = Long.parseLong(field.group(2));
      long most = Long.parseLong(field.group(3));
      for (long value : new long[] {least, most}) {
        assertFalse(refused(strategy, name, value), () -> name + " is refused: " + value);
      }
      for (long value : new long[] {least - 1, most + 1}) {
        assertTrue(refused(strategy, name, value), () -> name + " is accepted: " + value);
      }
    }
  }

  @Test
  void a_canary_has_no_more_steps_than_documented() throws IOException {
    var limit = STEPS.matcher(schema("CanaryConfig"));
    assertTrue(limit.find());
    int most = Integer.parseInt(limit.group(1));
    assertFalse(pointers("Canary", steps(most)).contains("/canaryConfig/steps"));
    assertTrue(pointers("Canary", steps(most + 1)).contains("/canaryConfig/steps"));
  }

  @Test
  void each_variant_of_a_test_has_a_share() throws IOException {
    var shares = new TreeMap<String, List<Integer>>();
    SHARE
        .matcher(schema("AbConfig"))
        .results()
        .forEach(
            it ->
                shares.put(
                    it.group(1),
                    List.of(Integer.parseInt(it.group(2)), Integer.parseInt(it.group(3)))));
    assertEquals(new TreeMap<>(Map.of("A", List.of(1, 99), "B", List.of(1, 99))), shares);
    assertEquals(List.of(), pointers("ABTesting", "abConfig/trafficSplit=A:1,B:99"));
    assertEquals(List.of(), pointers("ABTesting", "abConfig/trafficSplit=A:99,B:1"));
    assertFalse(pointers("ABTesting", "abConfig/trafficSplit=A:0,B:100").isEmpty());
    assertFalse(pointers("ABTesting", "abConfig/trafficSplit=A:100,B:0").isEmpty());
  }

  private boolean refused(String strategy, String name, long value) {
    // By itself a small increment would make too many steps.
    var beside = name.endsWith("incrementPercentage") ? " canaryConfig/initialPercentage=99" : "";
    return pointers(strategy, name + "=" + value + beside).contains("/" + name);
  }

  private List<String> pointers(String strategy, String fields) {
    var variants = strategy.equals("ABTesting") ? " version=- versions=1.0.0,1.1.0" : "";
    var spec = Sent.wish(strategy, fields + variants);
    return switch (inMemoryControlPlane.deploying.plan(
        InMemoryControlPlane.ADMIN, spec, InMemoryControlPlane.ORIGIN)) {
      case Result.Done<Plan> done -> List.of();
      case Result.Refused<Plan>(var refusal) ->
          refusal.errors().stream().map(FieldError::pointer).toList();
    };
  }

  private static String steps(int count) {
    return IntStream.rangeClosed(101 - count, 100)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "canaryConfig/steps=", ""));
  }

  private static String schema(String name) throws IOException {
    var document = Files.readString(Path.of("../openapi.yaml"));
    var from = document.indexOf("\n    " + name + ":\n") + 1;
    var next = Pattern.compile("(?m)^ {4}\\w").matcher(document);
    return document.substring(from, next.find(from + 5) ? next.start() : document.length());
  }
}
