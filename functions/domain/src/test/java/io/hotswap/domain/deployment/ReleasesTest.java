package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.newId;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.LostDefaults;
import io.hotswap.domain.verdict.Conclusion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Deployments that bring a default configuration, with the code that serves or with another.
class ReleasesTest {
  private static final String ONE = "{\"a\": 1}";
  private static final String TWO = "{\"a\": 2}";

  private final InMemoryControlPlane plane = new InMemoryControlPlane();
  private final ConfiguredTenants tenants = new ConfiguredTenants(plane);

  ReleasesTest() {
    plane.configurations.allow("1.0.0", "a", "b");
    plane.configurations.allow("1.1.0", "a", "b");
    plane.configurations.allow("2.0.0", "b");
    plane.deploy("1.0.0");
  }

  @Test
  void the_same_code_with_a_default_configuration_is_another_release() {
    var id = plane.deploy(configured("1.0.0", ONE));
    assertEquals(Optional.of(key("1.0.0", ONE)), plane.inForce().defaultVersion());
    assertEquals("1.0.0", plane.get(id).version().version());
    assertEquals(key("1.0.0", ONE), plane.get(id).version().release());
  }

  @Test
  void a_deployment_without_one_keeps_the_one_in_force_and_an_empty_one_ends_it() {
    plane.deploy(configured("1.0.0", ONE));
    plane.deploy("1.1.0");
    assertEquals(Optional.of(key("1.1.0", ONE)), plane.inForce().defaultVersion());
    plane.deploy(configured("1.1.0", "{}"));
    assertEquals(Optional.of("1.1.0"), plane.inForce().defaultVersion());
  }

  @Test
  void the_release_that_serves_is_no_target_of_a_rolling_deployment_but_its_code_is() {
    plane.deploy(configured("1.1.0", ONE));
    var again = refused(post(Wishes.configured(ONE, Wishes.rolling(1))));
    assertEquals("/version", again.errors().getFirst().pointer());
    done(post(Wishes.configured(TWO, Wishes.rolling(1))));
  }

  @Test
  void a_default_configuration_that_the_schema_does_not_allow_is_refused_with_its_place() {
    var sent = refused(post(configured("1.1.0", "{\"c\": 1}")));
    assertEquals("/configuration/c", sent.errors().getFirst().pointer());
    plane.deploy(configured("1.0.0", ONE));
    var kept = refused(post(DeploymentSpec.direct("markdown", "2.0.0", "Development")));
    assertEquals("/configuration/a", kept.errors().getFirst().pointer());
    assertTrue(kept.detail().contains("in force"), kept.detail());
  }

  @Test
  void a_default_configuration_is_bounded() {
    var digits = "1".repeat(17_000);
    var refusal = refused(post(configured("1.1.0", "{\"a\": %s}".formatted(digits))));
    assertEquals("/configuration", refusal.errors().getFirst().pointer());
  }

  @Test
  void what_a_tenant_lacks_the_default_may_have_and_cannot_take_away_again() {
    tenants.write("acme", "{\"b\": 7}");
    plane.configurations.require("1.1.0", "a");
    assertEquals(List.of("#tenant/acme/config/a"), pointers(post(direct("1.1.0"))));
    plane.deploy(configured("1.1.0", ONE));
    assertEquals(List.of("#tenant/acme/config/a"), pointers(post(configured("1.1.0", "{}"))));
  }

  @Test
  void a_tenant_that_set_nothing_does_not_fit_a_default_that_lacks_what_the_version_asks_for() {
    plane.configurations.require("1.1.0", "a");
    assertEquals(List.of("/configuration/a"), pointers(post(configured("1.1.0", "{\"b\": 1}"))));
    plane.observed.calls("acme");
    tenants.enable("umbrella", false);
    tenants.set("initech", "{\"a\": 7}");
    assertEquals(
        List.of("#tenant/acme/config/a"), pointers(post(configured("1.1.0", "{\"b\": 1}"))));
    plane.deploy(configured("1.1.0", ONE));
    assertEquals(key("1.1.0", ONE), tenants.served("acme"));
  }

  @Test
  void a_deployment_goes_around_tenants_that_set_nothing_until_they_set_what_it_asks_for() {
    plane.configurations.require("1.1.0", "a");
    plane.observed.calls("acme");
    tenants.enable("umbrella", true);
    tenants.set("initech", "{\"a\": 7}");
    plane.deploy(Wishes.excluding(direct("1.1.0")));
    assertEquals("1.0.0", tenants.served("acme"));
    assertEquals("1.1.0", tenants.served("initech"));
    plane.deploy(Wishes.excluding(configured("1.1.0", "{\"b\": 1}")));
    assertEquals("1.0.0", tenants.served("acme"), "still asked, though others fit no better");
    assertTrue(tenants.set("acme", "{\"a\": 1}") instanceof Result.Done);
    assertEquals(key("1.1.0", "{\"b\": 1}"), tenants.served("acme"));
  }

  /// It asked for that from the start: they have it from their tenants, or have to do without.
  @Test
  void what_already_serves_tenants_that_set_nothing_may_be_followed_by_what_asks_for_no_less() {
    plane.configurations.require("1.0.0", "a");
    plane.configurations.require("1.1.0", "a", "b");
    plane.observed.calls("acme");
    plane.deploy("1.1.0");
    assertEquals("1.1.0", tenants.served("acme"));
  }

  @Test
  void a_default_configuration_that_is_lost_is_not_taken_for_none() {
    plane.deploy(configured("1.0.0", ONE));
    plane.configurations.defaults.lose();
    var refusal = refused(post(direct("1.1.0")));
    assertEquals("/configuration", refusal.errors().getFirst().pointer());
    assertTrue(refusal.detail().contains("lost"), refusal.detail());
    assertThrows(LostDefaults.class, () -> tenants.set("acme", "{\"b\": 1}"));
    plane.deploy(configured("1.1.0", ONE));
    assertTrue(tenants.set("acme", "{\"b\": 1}") instanceof Result.Done);
  }

  @Test
  void approvers_agree_to_a_default_configuration_too() {
    var one = plan(configured("1.1.0", ONE)).hash();
    assertNotEquals(one, plan(configured("1.1.0", TWO)).hash());
    assertEquals(one, plan(configured("1.1.0", ONE)).hash());
    plane.deploy(configured("1.0.0", ONE));
    assertNotEquals(one, plan(configured("1.1.0", ONE)).hash(), "another release serves");
  }

  @Test
  void a_rollback_brings_code_and_default_configuration_back() {
    plane.deploy(configured("1.0.0", ONE));
    var id = plane.deploy(configured("1.1.0", TWO));
    rolledBack(id, RollbackTarget.PREVIOUS);
    assertEquals(Optional.of(key("1.0.0", ONE)), plane.inForce().defaultVersion());
    var rollback = plane.get(id).lastRollback().orElseThrow();
    assertEquals(key("1.1.0", TWO), rollback.fromRelease());
    assertEquals(Optional.of(key("1.0.0", ONE)), rollback.toRelease());
  }

  @Test
  void a_trigger_brings_the_release_before_back_with_the_same_code() {
    plane.deploy(configured("1.0.0", ONE));
    var id = plane.deploy(configured("1.0.0", TWO));
    done(plane.rollingBack.rollBackAutomatically(id, "errors", "9 % of 1000 calls", ORIGIN));
    reverted(id);
    assertEquals(Optional.of(key("1.0.0", ONE)), plane.inForce().defaultVersion());
  }

  @Test
  void a_rollback_to_a_version_means_its_newest_release_and_to_a_release_that_one() {
    plane.deploy(configured("1.0.0", ONE));
    plane.deploy(configured("1.0.0", TWO));
    var id = plane.deploy(configured("1.1.0", TWO));
    rolledBack(id, RollbackTarget.version("1.0.0"));
    assertEquals(Optional.of(key("1.0.0", TWO)), plane.inForce().defaultVersion());
    var other = plane.deploy(configured("1.1.0", TWO));
    rolledBack(other, new RollbackTarget(Optional.empty(), Optional.of("1.0.0")));
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
  }

  @Test
  void a_release_that_never_served_is_no_way_back() {
    var id = plane.deploy(configured("1.1.0", ONE));
    var target = new RollbackTarget(Optional.empty(), Optional.of(key("1.0.0", TWO)));
    var refusal = refused(plane.rollingBack.rollBack(ADMIN, request(id, target), ORIGIN));
    assertEquals("/toRelease", refusal.errors().getFirst().pointer());
    assertEquals("one of [1.0.0]", refusal.errors().getFirst().expected());
  }

  @Test
  void a_pin_to_a_version_is_to_its_newest_release() {
    plane.pass(Duration.ofSeconds(1));
    plane.deploy(configured("1.0.0", ONE));
    plane.pass(Duration.ofSeconds(1));
    plane.deploy("1.1.0");
    var acme = new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, "acme");
    var pinned = new PinnableVersions(plane, plane).find(acme, "1.0.0");
    assertEquals(
        Optional.of(key("1.0.0", ONE)),
        pinned instanceof Result.Done<RoutedVersion>(var it)
            ? Optional.of(it.release())
            : Optional.empty());
  }

  @Test
  void a_worse_default_configuration_of_the_same_code_goes_back() {
    var id = canaryOfConfiguration();
    Calls.made(plane, key("1.1.0", TWO), 0.2);
    plane.pass(Wishes.PERIOD);
    assertEquals(StepOutcome.Broken, plane.step(RolloutStep.JudgeCohort, id));
    var judged = plane.get(id).rolloutState().verdicts().getFirst();
    assertEquals(Conclusion.Worse, judged.verdict().answer());
    plane.step(RolloutStep.WithdrawVersion, id);
    assertEquals(Optional.of(key("1.1.0", ONE)), plane.inForce().defaultVersion());
    assertTrue(plane.inForce().shift().isEmpty());
  }

  @Test
  void a_default_configuration_that_is_no_worse_completes() {
    var id = canaryOfConfiguration();
    Calls.made(plane, key("1.1.0", TWO), 0.005);
    plane.pass(Wishes.PERIOD);
    assertEquals(StepOutcome.Ready, plane.step(RolloutStep.JudgeCohort, id));
    plane.step(RolloutStep.AdvanceCohort, id);
    plane.nodesFollow();
    assertEquals(StepOutcome.Served, plane.step(RolloutStep.JudgeCohort, id));
    assertEquals(StepOutcome.Succeeded, plane.step(RolloutStep.CompleteDeployment, id));
    assertEquals(Optional.of(key("1.1.0", TWO)), plane.inForce().defaultVersion());
  }

  @Test
  void two_default_configurations_of_one_version_are_tested_against_each_other() {
    var same = refused(post(Wishes.configured("{}", Wishes.variants("1.0.0", "1.0.0"))));
    assertEquals("/configuration", same.errors().getFirst().pointer());
    var id = done(post(Wishes.configured(ONE, Wishes.variants("1.0.0", "1.0.0")))).id();
    plane.step(RolloutStep.BeginDeployment, id);
    plane.step(RolloutStep.StageVersion, id);
    plane.nodesFollow();
    plane.step(RolloutStep.CheckStaged, id);
    plane.step(RolloutStep.SplitTraffic, id);
    assertEquals(
        Set.of("1.0.0", key("1.0.0", ONE)), plane.inForce().shift().orElseThrow().versions());
  }

  private DeploymentId canaryOfConfiguration() {
    plane.deploy(configured("1.1.0", ONE));
    IntStream.range(0, 1_000).forEach(it -> plane.observed.calls("tenant-" + it));
    var spec = Wishes.configured(TWO, Wishes.canary(OnInconclusive.Fail, true, 10, 100));
    var id = done(post(spec)).id();
    plane.step(RolloutStep.BeginDeployment, id);
    plane.step(RolloutStep.StageVersion, id);
    plane.nodesFollow();
    plane.step(RolloutStep.CheckStaged, id);
    plane.step(RolloutStep.AdvanceCohort, id);
    plane.nodesFollow();
    plane.step(RolloutStep.JudgeCohort, id);
    return id;
  }

  private void rolledBack(DeploymentId id, RollbackTarget target) {
    done(plane.rollingBack.rollBack(ADMIN, request(id, target), ORIGIN));
    reverted(id);
  }

  private void reverted(DeploymentId id) {
    plane.step(RolloutStep.RevertRouting, id);
    plane.nodesFollow();
    plane.step(RolloutStep.CheckReverted, id);
    plane.step(RolloutStep.CompleteRollback, id);
    plane.pass(Duration.ofSeconds(1));
  }

  private static RollingBackDeployment.Request request(DeploymentId id, RollbackTarget target) {
    return new RollingBackDeployment.Request(UUID.randomUUID(), id, Optional.empty(), target);
  }

  private Plan plan(DeploymentSpec spec) {
    return switch (plane.deploying.plan(ADMIN, spec, ORIGIN)) {
      case Result.Done<Plan>(var plan) -> plan;
      case Result.Refused<Plan>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private Result<Deployment> post(DeploymentSpec spec) {
    return plane.post(ADMIN, newId(), spec);
  }

  private static List<String> pointers(Result<Deployment> refused) {
    return refused(refused).errors().stream().map(it -> it.pointer()).toList();
  }

  private static DeploymentSpec direct(String version) {
    return DeploymentSpec.direct("markdown", version, "Development");
  }

  private static DeploymentSpec configured(String version, String configuration) {
    return Wishes.configured(configuration, direct(version));
  }

  private static String key(String version, String configuration) {
    return ReleaseKey.of(version, Optional.of(Digest.over(configuration))).text();
  }
}
