package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Deployments and rollbacks that meet tenants whose configuration the version would refuse.
class MisfitTenantsTest {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  MisfitTenantsTest() {
    controlPlane.configurations.allow("1.0.0", "a");
    controlPlane.configurations.allow("1.1.0", "b");
    controlPlane.configurations.allow("2.0.0", "a");
    controlPlane.deploy("1.0.0");
  }

  @Test
  void a_deployment_is_refused_with_the_tenants_and_the_places() {
    configures("acme", "{\"a\": 1}");
    configures("umbrella", "{}");
    var refusal = refused(post("1.1.0"));
    assertEquals(ErrorCode.CONFIGURATION_MISFIT, refusal.code());
    assertEquals(
        List.of("#tenant/acme/config/a"),
        refusal.errors().stream().map(FieldError::pointer).toList());
    assertTrue(refusal.detail().contains("acme"), refusal.detail());
  }

  @Test
  void of_many_misfits_the_number_and_the_first_are_named() {
    for (int i = 100; i < 350; i++) {
      configures("t" + i, "{\"a\": 1}");
    }
    var refusal = refused(post("1.1.0"));
    assertEquals(10, refusal.errors().size());
    assertTrue(refusal.detail().contains("250 tenants"), refusal.detail());
  }

  @Test
  void an_unchanged_schema_costs_no_read_of_any_configuration() {
    configures("acme", "{\"a\": 1}");
    controlPlane.deploy("2.0.0");
    assertEquals(0, controlPlane.configurations.read);
  }

  @Test
  void pinned_and_disabled_tenants_stay_and_hinder_nobody() {
    configures("acme", "{\"a\": 1}");
    var own = controlPlane.observed.settings.get("acme");
    controlPlane.observed.settings.put(
        "acme", new TenantRouting(true, false, own.pin(), own.quota(), own.configuration()));
    controlPlane.deploy("1.1.0");
  }

  @Test
  void a_configuration_that_was_set_while_approvers_thought_stops_it_before_anybody_is_moved() {
    var id = controlPlane.admit("1.1.0");
    step(RolloutStep.BeginDeployment, id);
    configures("acme", "{\"a\": 1}");
    step(RolloutStep.StageVersion, id);
    controlPlane.nodesFollow();
    assertEquals(StepOutcome.Broken, step(RolloutStep.CheckStaged, id));
    assertTrue(
        controlPlane.get(id).progress().problem().orElseThrow().contains("acme"), "the reason");
  }

  @Test
  void a_rollback_to_a_version_that_tenants_outgrew_is_refused_before_it_begins() {
    var id = controlPlane.deploy("1.1.0");
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofSeconds(1)));
    configures("acme", "{\"b\": 1}");
    assertEquals(ErrorCode.CONFIGURATION_MISFIT, refused(controlPlane.postRollback(id)).code());
    assertEquals(DeploymentStatus.Completed, controlPlane.get(id).progress().status());
  }

  /// What tenants set meanwhile had to fit both versions, so nothing of theirs is even read.
  @Test
  void a_rollback_of_a_deployment_under_way_asks_no_tenant() {
    var id = controlPlane.admit("1.1.0");
    step(RolloutStep.BeginDeployment, id);
    step(RolloutStep.StageVersion, id);
    controlPlane.nodesFollow();
    step(RolloutStep.SwitchTraffic, id);
    configures("acme", "{}");
    var rolledBack = controlPlane.postRollback(id);
    assertTrue(rolledBack instanceof Result.Done<Deployment>, rolledBack.toString());
    assertEquals(0, controlPlane.configurations.read);
  }

  @Test
  void a_trigger_rolls_back_whatever_tenants_have_configured() {
    var id = controlPlane.deploy("1.1.0");
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofSeconds(1)));
    configures("acme", "{\"b\": 1}");
    var rolledBack =
        controlPlane.rollingBack.rollBackAutomatically(
            id, "it fails", "all calls", InMemoryControlPlane.ORIGIN);
    assertTrue(rolledBack instanceof Result.Done<Deployment>, rolledBack.toString());
  }

  @Test
  void what_a_tenant_sets_during_a_rollback_has_to_fit_what_it_restores() {
    var tenants = new ConfiguredTenants(controlPlane);
    var id = controlPlane.deploy("1.1.0");
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofHours(1)));
    controlPlane.postRollback(id);
    assertEquals(
        ErrorCode.INVALID_CONFIGURATION, refused(tenants.set("acme", "{\"b\": 1}")).code());
  }

  @Test
  void
      a_tenant_that_sets_its_configuration_right_before_a_rollback_is_kept_from_what_it_restores() {
    var tenants = new ConfiguredTenants(controlPlane);
    var id = controlPlane.deploy("1.1.0");
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofHours(1)));
    controlPlane.beforeCommit = () -> tenants.set("acme", "{\"b\": 1}");
    controlPlane.postRollback(id);
    step(RolloutStep.RevertRouting, id);
    assertEquals("1.1.0", tenants.served("acme"));
    assertEquals("1.0.0", tenants.served("umbrella"));
    assertTrue(tenants.set("acme", "{\"a\": 1}") instanceof Result.Done);
    assertEquals("1.0.0", tenants.served("acme"));
  }

  private void configures(String tenant, String values) {
    var id =
        new TenantConfiguration.Id(
            new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant), 1);
    controlPlane.configurations.stored.add(
        new TenantConfiguration(id, values, Map.of(), Instant.EPOCH));
    controlPlane.observed.settings.put(
        tenant, new TenantRouting(true, true, Optional.empty(), Optional.empty(), 1));
  }

  private Result<Deployment> post(String version) {
    return controlPlane.post(
        InMemoryControlPlane.ADMIN,
        InMemoryControlPlane.newId(),
        DeploymentSpec.direct("markdown", version, "Development"));
  }

  private StepOutcome step(RolloutStep step, DeploymentId id) {
    return controlPlane.step(step, id);
  }

  private static Refusal refused(Result<?> result) {
    return switch (result) {
      case Result.Done<?> done -> throw new AssertionError(done);
      case Result.Refused<?>(Refusal refusal) -> refusal;
    };
  }
}
