package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.plan.TransitionCount;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.TenantRouting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a deployment of 1.1.0 would do while 1.0.0 serves 1,000 tenants on three nodes.
class PlanTest {
  private static final String VARIANTS = "version=- versions=1.0.0,1.1.0 abConfig/variantA=1.0.0 ";
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServes() {
    inMemoryControlPlane.deploy("1.0.0");
    signUp(0, 1000);
  }

  @Test
  void direct_stages_and_switches() {
    is(
        plan("Direct", ""),
        Duration.ofSeconds(4),
        21,
        """
        Stage 0 % 0 tenants 3 nodes PT2S
        Switch 100 % 1000 tenants 3 nodes PT2S
        """);
  }

  @Test
  void a_canary_watches_each_step_but_the_last() {
    is(
        plan("Canary", "canaryConfig/steps=10,30,100 canaryConfig/evaluationPeriod=PT5M"),
        Duration.ofMinutes(10).plusSeconds(8),
        35 + 2 * 3 * TransitionCount.polls(Duration.ofMinutes(5), Duration.ofMinutes(10)),
        """
        Stage 0 % 0 tenants 3 nodes PT2S
        Cohort 10 % 10 % 100 tenants 3 nodes PT5M2S
        Cohort 30 % 30 % 300 tenants 3 nodes PT5M2S
        Switch 100 % 1000 tenants 3 nodes PT2S
        """);
  }

  @Test
  void blue_green_warms_up_and_switches_at_once() {
    is(
        plan("BlueGreen", "blueGreenConfig/warmupPeriod=PT2M"),
        Duration.ofMinutes(2).plusSeconds(4),
        21 + 2 * 3,
        """
        Green 0 % 0 tenants 3 nodes PT2M2S
        Switch 100 % 1000 tenants 3 nodes PT2S
        """);
  }

  @Test
  void a_linear_switch_has_ten_stages() {
    var plan =
        plan(
            "BlueGreen",
            "blueGreenConfig/switchoverType=Linear blueGreenConfig/switchoverPeriod=PT100S"
                + " blueGreenConfig/warmupPeriod=PT0S");
    assertEquals(
        List.of(0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000),
        plan.stages().stream().map(Plan.Stage::tenants).toList());
    assertEquals(Duration.ofSeconds(11 * 2 + 9 * 10), plan.expectedDuration());
    assertEquals(14 + 10 * 7 + 9 * 3, plan.stateTransitions());
  }

  @Test
  void rolling_touches_each_node_once() {
    is(
        plan("Rolling", "rollingConfig/batchSize=2 rollingConfig/waitBetweenBatches=PT2M"),
        Duration.ofMinutes(2).plusSeconds(8),
        14 + 3 * 7 + 2 * 3 + 3,
        """
        Stage 0 % 0 tenants 3 nodes PT2S
        Batch 1 66 % 1000 tenants 2 nodes PT2M2S
        Batch 2 100 % 1000 tenants 1 nodes PT2S
        Switch 100 % 1000 tenants 3 nodes PT2S
        """);
  }

  @Test
  void a_test_splits_the_tenants() {
    is(
        plan("ABTesting", VARIANTS + "abConfig/trafficSplit=A:80,B:20 abConfig/testDuration=PT1H"),
        Duration.ofHours(1).plusSeconds(6),
        14 + 2 * 7 + 3 * TransitionCount.polls(Duration.ofHours(1), Duration.ofHours(24)),
        """
        Stage 0 % 0 tenants 3 nodes PT2S
        Split 20 % 200 tenants 3 nodes PT1H2S
        Switch 100 % 1000 tenants 3 nodes PT2S
        """);
  }

  @Test
  void who_is_pinned_or_disabled_is_not_moved() {
    var serving = inMemoryControlPlane.inForce().versions().get("1.0.0");
    var settings = inMemoryControlPlane.observed.settings;
    settings.put(
        "tenant-1",
        new TenantRouting(true, true, Optional.ofNullable(serving), Optional.empty(), 0));
    var disabled = new TenantRouting(true, false, Optional.empty(), Optional.empty(), 0);
    settings.put("tenant-2", disabled);
    settings.put("tenant-3", disabled);
    var plan = plan("Canary", "canaryConfig/steps=50,100");
    assertEquals(997, plan.knownTenants());
    assertEquals(List.of(0, 499, 997), plan.stages().stream().map(Plan.Stage::tenants).toList());
  }

  @Test
  void a_plan_changes_nothing() {
    int audits = inMemoryControlPlane.audits.size();
    var stored = Map.copyOf(inMemoryControlPlane.stored);
    plan("Canary", "");
    assertEquals(stored, inMemoryControlPlane.stored);
    assertEquals(audits, inMemoryControlPlane.audits.size());
    assertEquals(Set.of(), inMemoryControlPlane.holders());
  }

  @ParameterizedTest
  @CsvSource({
    "Development, 0, 0",
    "QA, 1, 2",
    "Staging, 1, 2",
    "Production, 2, 2",
  })
  void who_must_approve_depends_on_where_and_on_what_it_may_do(
      Environment where, int usual, int critical) {
    var all = List.of(Approver.TeamLead, Approver.PlatformAdmin);
    inMemoryControlPlane.serves(where, "1.0.0");
    var plan = plan("Direct", "environment=" + where);
    assertEquals(all.subList(0, usual), plan.approvals());
    assertEquals(List.of(), plan.criticalBecause());
    assertEquals(21 + (usual > 0 ? 5 : 0), plan.stateTransitions());
    var major = plan("Direct", "version=2.0.0 environment=" + where);
    assertEquals(all.subList(0, critical), major.approvals());
    assertEquals(List.of("Another major version: 2.0.0 after 1.0.0"), major.criticalBecause());
    inMemoryControlPlane.permissions.put("1.1.0", Set.of("network:api.example.com"));
    var more = plan("Direct", "environment=" + where);
    assertEquals(all.subList(0, critical), more.approvals());
    assertEquals(
        List.of("It asks for more than what serves now: network:api.example.com"),
        more.criticalBecause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648.0.0", "9223372036854775808.1.0", "1.2147483648.0"})
  void major_versions_may_be_as_large_as_they_like(String version) {
    inMemoryControlPlane.versions.add(version);
    var because = plan("Direct", "version=" + version).criticalBecause();
    assertEquals(
        version.startsWith("1.")
            ? List.of()
            : List.of("Another major version: " + version + " after 1.0.0"),
        because);
  }

  @Test
  void what_is_approved_is_another_for_another_version_environment_or_strategy() {
    var hashes =
        List.of(
            plan("Direct", ""),
            plan("Direct", "version=2.0.0"),
            plan("Direct", "environment=QA"),
            plan("Direct", "environment=Staging"),
            plan("Direct", "environment=Production"),
            plan("Canary", ""),
            plan("BlueGreen", ""),
            plan("Rolling", ""),
            plan("ABTesting", VARIANTS));
    assertEquals(hashes.size(), hashes.stream().map(Plan::hash).collect(Collectors.toSet()).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Canary | canaryConfig/steps=10,100
          Canary | canaryConfig/initialPercentage=20
          Canary | canaryConfig/evaluationPeriod=PT11M
          Canary | canaryConfig/maxExtension=PT11M
          Canary | canaryConfig/onInconclusive=Pause
          Canary | canaryConfig/autoRollback=false
          Canary | canaryConfig/minimumCalls=7
          Canary | canaryConfig/minimumTenants=7
          Canary | canaryConfig/callsAreIndependent=true
          BlueGreen | blueGreenConfig/warmupPeriod=PT1M
          BlueGreen | blueGreenConfig/switchoverType=Linear
          BlueGreen | blueGreenConfig/switchoverType=Linear blueGreenConfig/switchoverPeriod=PT2M
          BlueGreen | blueGreenConfig/keepPreviousEnvironment=false
          BlueGreen | blueGreenConfig/acceptanceCases=render
          Rolling | rollingConfig/batchSize=2
          Rolling | rollingConfig/waitBetweenBatches=PT1M
          Rolling | rollingConfig/healthCheckTimeout=PT31S
          ABTesting | abConfig/trafficSplit=A:51,B:49
          ABTesting | abConfig/testDuration=PT23H
          ABTesting | abConfig/maxExtension=PT23H
          ABTesting | abConfig/onInconclusive=Pause
          ABTesting | abConfig/decisionMetrics=latency
          ABTesting | abConfig/minimumCalls=7
          ABTesting | abConfig/minimumTenants=7
          ABTesting | abConfig/callsAreIndependent=true
          ABTesting | abConfig/decisionMetrics=size abConfig/metrics=size:Lower
          """)
  void what_is_approved_is_another_with_any_other_setting(String strategy, String sent) {
    var base = strategy.equals("ABTesting") ? VARIANTS : "";
    assertNotEquals(plan(strategy, base).hash(), plan(strategy, base + sent).hash());
  }

  @Test
  void what_is_approved_is_another_once_something_else_serves() {
    var before = plan("Direct", "version=2.0.0");
    assertEquals(Optional.of("1.0.0"), before.fromRelease());
    inMemoryControlPlane.deploy("1.1.0");
    var after = plan("Direct", "version=2.0.0");
    assertEquals(Optional.of("1.1.0"), after.fromRelease());
    assertNotEquals(before.hash(), after.hash());
    var first = hash(new InMemoryControlPlane(), release('1', Set.of()));
    assertNotEquals(first, hash(inMemoryControlPlane, release('1', Set.of())));
  }

  @Test
  void what_is_approved_is_another_for_other_bytes_or_other_permissions() {
    var hash = hash(inMemoryControlPlane, release('1', Set.of("network:a", "network:b")));
    assertEquals(hash, hash(inMemoryControlPlane, release('1', Set.of("network:b", "network:a"))));
    assertNotEquals(
        hash, hash(inMemoryControlPlane, release('2', Set.of("network:a", "network:b"))));
    assertNotEquals(hash, hash(inMemoryControlPlane, release('1', Set.of("network:a"))));
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void whoever_signs_up_and_whichever_node_comes_or_goes_voids_nothing(StrategyName strategyName) {
    var sent = strategyName == StrategyName.ABTesting ? VARIANTS : "";
    var before = plan(strategyName.name(), sent);
    signUp(1000, 1500);
    inMemoryControlPlane.leave("n3");
    inMemoryControlPlane.pass(Duration.ofDays(1));
    var after = plan(strategyName.name(), sent);
    assertEquals(List.of(1000, 3), List.of(before.knownTenants(), before.liveNodes()));
    assertEquals(List.of(1500, 2), List.of(after.knownTenants(), after.liveNodes()));
    assertNotEquals(before.stages(), after.stages());
    assertEquals(before.hash(), after.hash());
  }

  private void signUp(int from, int to) {
    IntStream.range(from, to).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
  }

  private static Releases.Release release(char digest, Set<String> permissions) {
    return new Releases.Release(
        "1.1.0", new Digest(String.valueOf(digest).repeat(64)), 10, permissions, Set.of("render"));
  }

  private static String hash(InMemoryControlPlane inMemoryControlPlane, Releases.Release release) {
    var subject =
        new PlanBuilder.Subject(
            InMemoryControlPlane.MARKDOWN,
            Environment.Development,
            new Direct(100),
            OnMisfit.Refuse,
            release,
            Optional.empty());
    var planBuilder = Wiring.planBuilder(inMemoryControlPlane.around);
    return planBuilder
        .plan(
            subject,
            planBuilder.currentDocument(subject.pluginId(), subject.environment()),
            List.of(),
            inMemoryControlPlane.now)
        .hash();
  }

  private static void is(Plan plan, Duration lasts, int transitions, String stages) {
    var summary =
        plan.stages().stream()
            .map(
                it ->
                    "%s %d %% %d tenants %d nodes %s%n"
                        .formatted(
                            it.name(), it.percentage(), it.tenants(), it.nodes(), it.lasts()))
            .collect(Collectors.joining());
    assertEquals(stages, summary);
    assertEquals(lasts, plan.expectedDuration());
    assertEquals(transitions, plan.stateTransitions());
    assertEquals(Wiring.PRICES.of(transitions), plan.priceUsd());
  }

  private Plan plan(String strategy, String sent) {
    return switch (inMemoryControlPlane.deploying.plan(ADMIN, Sent.wish(strategy, sent), ORIGIN)) {
      case Result.Done<Plan>(var it) -> it;
      case Result.Refused<Plan>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
