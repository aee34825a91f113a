package io.hotswap.domain.deployment.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Sent;
import io.hotswap.domain.deployment.operations.IssuingPreviewTokens;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
  private static final Pattern DURATION =
      Pattern.compile(
          "(?m)^ {8}(\\w+): \\{type: string,.* format: duration,.*,"
              + " (P\\w+) to (P\\w+); (P\\w+)'\\}$");
  private static final Pattern METRIC_LENGTH =
      Pattern.compile("minLength: 1, maxLength: (\\d+), format: metric-name");
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
      var name = pointer(schema, field.group(1));
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

  @ParameterizedTest
  @CsvSource({
    "Canary, CanaryConfig, 2",
    "BlueGreen, BlueGreenConfig, 2",
    "Rolling, RollingConfig, 2",
    "ABTesting, AbConfig, 2",
  })
  void a_duration_is_accepted_at_its_limits_and_refused_beyond(
      String strategy, String schema, int fields) throws IOException {
    var text = schema(schema);
    var found = DURATION.matcher(text).results().toList();
    assertEquals(fields, found.size());
    assertEquals(fields, text.split("format: duration", -1).length - 1, "all have limits");
    for (var field : found) {
      var name = pointer(schema, field.group(1));
      var least = Duration.parse(field.group(2));
      var most = Duration.parse(field.group(3));
      for (var value : List.of(least, most, Duration.parse(field.group(4)))) {
        assertFalse(refused(strategy, name, value), () -> name + " is refused: " + value);
      }
      for (var value : List.of(least.minusSeconds(1), most.plusSeconds(1))) {
        assertTrue(refused(strategy, name, value), () -> name + " is accepted: " + value);
      }
    }
  }

  @Test
  void a_preview_token_lasts_as_long_as_documented() throws IOException {
    var limits = DURATION.matcher(schema("CreatePreviewToken"));
    assertTrue(limits.find());
    var least = Duration.parse(limits.group(2));
    var most = Duration.parse(limits.group(3));
    var id = inMemoryControlPlane.deploy("1.1.0");
    var issuing = new IssuingPreviewTokens(inMemoryControlPlane, inMemoryControlPlane);
    Function<Duration, ErrorCode> refused =
        lasts ->
            switch (issuing.issue(InMemoryControlPlane.ADMIN, id, lasts)) {
              case Result.Done<?> done -> throw new AssertionError("nothing is to be previewed");
              case Result.Refused<?>(var refusal) -> refusal.code();
            };
    for (var lasts : List.of(least, most)) {
      assertEquals(ErrorCode.NOT_NOW, refused.apply(lasts), lasts::toString);
    }
    for (var lasts : List.of(least.minusSeconds(1), most.plusSeconds(1))) {
      assertEquals(ErrorCode.INVALID_PARAMETER, refused.apply(lasts), lasts::toString);
    }
  }

  @Test
  void a_decision_metric_has_a_name_as_long_as_documented() throws IOException {
    var limit = METRIC_LENGTH.matcher(schema("AbConfig"));
    assertTrue(limit.find());
    var longest = "a".repeat(Integer.parseInt(limit.group(1)));
    assertFalse(isNoMetric(longest));
    for (var name : List.of(longest + "a", "Latency", "error_rate", "1st")) {
      assertTrue(isNoMetric(name), name);
    }
  }

  private boolean isNoMetric(String name) {
    return pointers("ABTesting", "abConfig/decisionMetrics=latency," + name)
        .contains("/abConfig/decisionMetrics/1");
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

  private static String pointer(String schema, String field) {
    return Character.toLowerCase(schema.charAt(0)) + schema.substring(1) + "/" + field;
  }

  private boolean refused(String strategy, String name, Object value) {
    // A small increment would make too many steps; an instant switch has no period.
    var beside =
        Map.of(
                "canaryConfig/incrementPercentage", " canaryConfig/initialPercentage=99",
                "blueGreenConfig/switchoverPeriod", " blueGreenConfig/switchoverType=Linear")
            .getOrDefault(name, "");
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
