package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.TenantRouting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Deployments that go around tenants whose configuration the version would refuse.
class ExcludedTenantsTest {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final ConfiguredTenants tenants = new ConfiguredTenants(controlPlane);

  ExcludedTenantsTest() {
    controlPlane.configurations.allow("1.0.0", "a");
    controlPlane.configurations.allow("1.1.0", "b");
    controlPlane.configurations.allow("2.0.0", "a", "b");
    controlPlane.deploy("1.0.0");
    tenants.set("acme", "{\"a\": 1}");
    tenants.set("umbrella", "{}");
  }

  @Test
  void plan_and_deployment_name_those_who_stay() {
    var spec = Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development"));
    var named = new Plan.Excluded(1, List.of(new Plan.Excluded.Tenant("acme", List.of("/a"))));
    var id = controlPlane.deploy(spec);
    assertEquals(named, controlPlane.get(id).request().plan().excluded());
    assertEquals(named, controlPlane.get(id).rolloutState().excluded());
    assertEquals(DeploymentStatus.Completed, controlPlane.get(id).progress().status());
    assertEquals("1.0.0", tenants.served("acme"));
    assertEquals("1.1.0", tenants.served("umbrella"));
    assertEquals("1.1.0", tenants.served("newcomer"));
    assertTrue(controlPlane.inForce().loaded().contains("1.0.0"), "it answers calls");
  }

  @Test
  void a_tenant_that_fits_moves_with_its_next_configuration() {
    controlPlane.deploy(
        Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development")));
    var early = refused(tenants.set("acme", "{\"a\": 2}"));
    assertEquals(ErrorCode.INVALID_CONFIGURATION, early.code());
    tenants.set("acme", "{}");
    assertEquals("1.1.0", tenants.served("acme"));
  }

  @Test
  void a_rollback_finds_them_where_they_were() {
    var id =
        controlPlane.deploy(
            Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development")));
    assertTrue(controlPlane.postRollback(id) instanceof Result.Done<Deployment>);
    controlPlane.step(RolloutStep.RevertRouting, id);
    assertEquals("1.0.0", tenants.served("acme"));
    assertEquals(Set.of(), controlPlane.inForce().kept().keySet());
  }

  /// acme stays with 1.0.0 while 1.1.0 serves; 2.0.0, which takes everything, is taken back.
  @Test
  void a_rollback_to_a_version_that_they_were_kept_from_keeps_them_again() {
    controlPlane.deploy(
        Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development")));
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofSeconds(1)));
    var id = controlPlane.deploy("2.0.0");
    assertEquals("2.0.0", tenants.served("acme"));
    controlPlane.rollingBack.rollBackAutomatically(
        id, "it fails", "all calls", InMemoryControlPlane.ORIGIN);
    controlPlane.step(RolloutStep.RevertRouting, id);
    assertEquals("1.0.0", tenants.served("acme"));
    assertEquals("1.1.0", tenants.served("umbrella"));
  }

  @Test
  void they_are_in_no_cohort_and_in_no_evidence() {
    for (int i = 0; i < 100; i++) {
      controlPlane.observed.calls("t" + i);
    }
    for (int i = 0; i < 50; i++) {
      tenants.set("t" + i, "{\"a\": 1}");
    }
    var id =
        controlPlane.admit(Wishes.excluding(Wishes.canary(OnInconclusive.Pause, false, 10, 100)));
    List.of(RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.AdvanceCohort)
        .forEach(
            it -> {
              controlPlane.step(it, id);
              controlPlane.nodesFollow();
            });
    var moved =
        controlPlane
            .observed
            .known()
            .of(Environment.Development, InMemoryControlPlane.MARKDOWN)
            .stream()
            .filter(it -> tenants.served(it).equals("1.1.0"))
            .toList();
    assertEquals(5, moved.size(), "a tenth of those who fit");
    assertEquals(51, controlPlane.get(id).rolloutState().excluded().number());
  }

  @Test
  void where_nothing_serves_or_too_many_would_stay_it_is_refused() {
    for (int i = 0; i <= RoutingDocument.MOST_KEPT; i++) {
      tenants.write("t" + i, "{\"a\": 1}");
    }
    var spec = Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development"));
    var refusal =
        refused(controlPlane.post(InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), spec));
    assertEquals("/onMisfit", refusal.errors().getFirst().pointer(), refusal.toString());
  }

  /// As one that was set while approvers thought.
  @Test
  void one_that_becomes_a_misfit_before_the_version_is_ready_stays_too() {
    var spec = Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development"));
    var id = controlPlane.admit(spec);
    tenants.set("umbrella", "{\"a\": 1}");
    controlPlane.step(RolloutStep.BeginDeployment, id);
    controlPlane.step(RolloutStep.StageVersion, id);
    controlPlane.nodesFollow();
    refused(tenants.set("newcomer", "{\"a\": 1}"));
    assertEquals(StepOutcome.Ready, controlPlane.step(RolloutStep.CheckStaged, id));
    controlPlane.step(RolloutStep.SwitchTraffic, id);
    assertEquals("1.0.0", tenants.served("umbrella"));
    assertEquals(2, controlPlane.get(id).rolloutState().excluded().number());
  }

  @Test
  void the_request_says_what_becomes_of_them() {
    var spec = DeploymentSpec.direct("markdown", "1.1.0", "Development");
    assertEquals(Optional.empty(), spec.onMisfit());
    assertEquals(Optional.of(OnMisfit.Exclude), Wishes.excluding(spec).onMisfit());
    assertEquals(
        ErrorCode.CONFIGURATION_MISFIT,
        refused(controlPlane.post(InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), spec))
            .code());
  }

  @Test
  void the_route_says_why() {
    controlPlane.deploy(
        Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development")));
    var settings = new TenantRouting(true, true, Optional.empty(), Optional.empty(), 1);
    var explained = controlPlane.inForce().explain("acme", settings, "n1");
    assertEquals(Optional.of("kept"), explained.reason());
    assertTrue(explained.route() instanceof Route.To);
  }

  private static Refusal refused(Result<?> result) {
    return switch (result) {
      case Result.Done<?> done -> throw new AssertionError(done);
      case Result.Refused<?>(Refusal refusal) -> refusal;
    };
  }
}
