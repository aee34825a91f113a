package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.plan.RecentTraffic;
import io.hotswap.domain.deployment.plan.VerdictForecast;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a plan says of its verdicts, before anything starts.
class OutlookTest {
  private static final String VARIANTS = "version=- versions=1.0.0,1.1.0 abConfig/variantA=1.0.0 ";

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  /// @param perTenSeconds calls of all tenants together, for a day
  private void called(int tenants, long perTenSeconds) {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, tenants).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
    inMemoryControlPlane.pass(Duration.ofDays(2));
    var until = inMemoryControlPlane.now.truncatedTo(ChronoUnit.MINUTES);
    var node = new Node("1.0.0", perTenSeconds, perTenSeconds / 200, 20_000);
    inMemoryControlPlane.observed.count(node.counted(until.minus(Duration.ofDays(1)), until));
  }

  private List<Plan.Outlook> outlooks(String strategy, String sent) {
    return plan(strategy, sent).stages().stream().flatMap(it -> it.verdict().stream()).toList();
  }

  private Plan plan(String strategy, String sent) {
    return switch (inMemoryControlPlane.deploying.plan(
        InMemoryControlPlane.ADMIN, Sent.wish(strategy, sent), InMemoryControlPlane.ORIGIN)) {
      case Result.Done<Plan>(var it) -> it;
      case Result.Refused<Plan>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  @Test
  void sixteen_tenants_need_larger_steps_and_the_plan_says_so() {
    called(16, 2_000);
    var found = outlooks("Canary", "");

    assertEquals(List.of(false, true, true), found.stream().map(Plan.Outlook::reachable).toList());
    assertTrue(found.getFirst().why().contains("With the 16 tenants"), found.getFirst().why());
    assertTrue(found.getFirst().why().contains("120 ways to choose 2 of 16"));
    assertTrue(
        found.getFirst().wouldHelp().getFirst().contains("\"steps\": [50, 100]"),
        found.getFirst().wouldHelp()::toString);
    var larger = outlooks("Canary", "canaryConfig/steps=50,100");
    assertTrue(larger.getFirst().reachable(), larger.getFirst()::why);
  }

  @Test
  void a_deployment_is_accepted_with_its_warnings() {
    called(16, 2_000);
    var steps =
        inMemoryControlPlane
            .get(inMemoryControlPlane.admit(Sent.wish("Canary", "")))
            .request()
            .plan();

    assertEquals(1, steps.warnings().size());
    assertTrue(
        steps.warnings().getFirst().startsWith("Cohort 10 %: With the 16 tenants"),
        steps.warnings()::toString);
    assertEquals(List.of(), plan("Canary", "canaryConfig/steps=50,100").warnings());
    assertEquals(List.of(), plan("Direct", "").warnings());
  }

  @Test
  void three_tenants_are_told_that_only_a_declaration_helps() {
    called(3, 2_000);
    var found = outlooks("Canary", "canaryConfig/steps=50,100").getFirst();

    assertFalse(found.reachable());
    assertTrue(
        found.wouldHelp().getFirst().contains("\"callsAreIndependent\": true"),
        found.wouldHelp()::toString);
    assertTrue(
        outlooks("Canary", "canaryConfig/steps=50,100 canaryConfig/callsAreIndependent=true")
            .getFirst()
            .reachable());
  }

  @Test
  void little_traffic_needs_a_longer_period() {
    called(400, 2);
    var found = outlooks("Canary", "canaryConfig/steps=50,100").getFirst();

    assertFalse(found.reachable(), found.why());
    assertTrue(
        found.wouldHelp().stream().anyMatch(it -> it.contains("\"evaluationPeriod\": \"PT")),
        found.wouldHelp()::toString);
  }

  @ParameterizedTest
  @CsvSource({"49, 20000", "1000, 40000"})
  void many_calls_are_enough(int tenants, long perTenSeconds) {
    called(tenants, perTenSeconds);

    assertTrue(
        outlooks("Canary", "").stream().allMatch(Plan.Outlook::reachable),
        () -> outlooks("Canary", "").toString());
    assertTrue(outlooks("ABTesting", VARIANTS).getFirst().reachable());
  }

  /// Traffic by tenant is not kept: one that makes most of the calls is not foreseen.
  @Test
  void what_is_taken_for_granted_is_said_in_each_answer() {
    called(16, 2_000);
    for (var found :
        List.of(
            outlooks("Canary", ""),
            outlooks("Canary", "canaryConfig/steps=50,100"),
            outlooks("ABTesting", VARIANTS))) {
      for (var it : found) {
        assertTrue(it.why().contains("taking all tenants to call alike: "), it.why());
      }
    }
  }

  /// Of twenty stages the first that cannot be reached is enough to know: else it takes minutes.
  @ParameterizedTest
  @CsvSource({"38, 2000, PT1S", "38, 2, PT1S", "49, 20000, PT30S", "2000, 200, PT1S"})
  void what_would_help_is_found_in_a_few_draws(int tenants, long perTenSeconds, Duration period) {
    var traffic =
        new RecentTraffic(
            tenants,
            perTenSeconds * 8640,
            perTenSeconds * 43,
            Duration.ofDays(1),
            1,
            Optional.empty());
    var verdictForecast = new VerdictForecast(traffic);
    var found =
        verdictForecast.of(
            new Canary(
                IntStream.rangeClosed(1, 20).map(it -> it * 5).boxed().toList(),
                period,
                period,
                OnInconclusive.Fail,
                true,
                100,
                2,
                false));

    assertEquals(19, found.size());
    assertTrue(verdictForecast.drawn() <= 600, () -> "" + verdictForecast.drawn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Canary", "ABTesting"})
  void without_any_call_a_person_has_to_decide(String strategy) {
    called(30, 0);
    var found = outlooks(strategy, strategy.equals("Canary") ? "" : VARIANTS).getFirst();

    assertFalse(found.reachable());
    assertEquals(1, found.wouldHelp().size(), found.wouldHelp()::toString);
    assertTrue(found.wouldHelp().getFirst().contains("Pause"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Direct", "BlueGreen", "Rolling"})
  void what_asks_for_no_verdict_says_nothing(String strategy) {
    called(16, 100);

    assertEquals(List.of(), outlooks(strategy, ""));
  }

  @ParameterizedTest
  @CsvSource({"conversionRate, true", "checkoutSeconds, true", "basketSize, false"})
  void a_figure_that_nobody_records_is_refused_at_the_plan(String metric, boolean known) {
    called(30, 100);
    records(Set.of("conversion_rate", "checkout_seconds"));
    var spec = Sent.wish("ABTesting", VARIANTS + "abConfig/decisionMetrics=latency," + metric);
    var result =
        inMemoryControlPlane.deploying.plan(
            InMemoryControlPlane.ADMIN, spec, InMemoryControlPlane.ORIGIN);

    assertEquals(known, result instanceof Result.Done<Plan>);
    if (result instanceof Result.Refused<Plan>(var refusal)) {
      var error = refusal.errors().getFirst();
      assertEquals("/abConfig/decisionMetrics/1", error.pointer());
      assertTrue(error.expected().contains("(checkoutSeconds, conversionRate)"), error.expected());
      assertTrue(error.fix().contains("`basket_size`"), error.fix());
    }
  }

  @Test
  void where_no_node_told_what_is_recorded_nothing_is_refused() {
    called(30, 100);

    assertEquals(1, outlooks("ABTesting", VARIANTS + "abConfig/decisionMetrics=basketSize").size());
  }

  @Test
  void a_plan_says_which_figures_are_the_better_ones() {
    called(30, 100);
    var plan =
        plan(
            "ABTesting",
            VARIANTS
                + "abConfig/decisionMetrics=latency,checkoutSeconds,conversionRate"
                + " abConfig/metrics=checkoutSeconds:Lower:s");
    var gate = plan.stages().get(1).gate();

    assertTrue(gate.contains("checkoutSeconds (s a call, lower is better)"), gate);
    assertTrue(gate.contains("conversionRate (sum a call, higher is better)"), gate);
    assertTrue(gate.contains("latency (ms, lower is better)"), gate);
  }

  private void records(Set<String> names) {
    inMemoryControlPlane.observed.minutes.replaceAll(
        (key, it) ->
            new MinuteStats(
                it.environment(),
                it.pluginId(),
                it.version(),
                it.nodeId(),
                it.incarnation(),
                it.minute(),
                it.slices(),
                it.latencies(),
                Optional.of(names)));
  }
}
