package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.deployment.rollout.ApprovalSteps;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StageJudge;
import io.hotswap.domain.deployment.rollout.StagingSteps;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.rollout.StepSources;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.trust.TrustDocuments;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every read is a call of DynamoDB or S3, so a step reads each thing once, and only what it needs.
class StepReadsTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private final Map<String, Integer> reads = new TreeMap<>();
  private final StepRunner runner =
      new StepRunner(
          counted(Deployments.class, inMemoryControlPlane),
          new StepSources(
              counted(RoutingDocuments.class, inMemoryControlPlane),
              counted(Nodes.class, inMemoryControlPlane.nodes),
              counted(HealthReports.class, inMemoryControlPlane.observed),
              counted(Tenants.class, inMemoryControlPlane.observed.known()),
              counted(
                  TenantRoutings.class,
                  (environment, plugin) -> inMemoryControlPlane.observed.routed()),
              new MisfitTenants(
                  inMemoryControlPlane,
                  inMemoryControlPlane.observed.known(),
                  (environment, plugin) -> inMemoryControlPlane.observed.routed(),
                  inMemoryControlPlane.configurations,
                  inMemoryControlPlane.configurations,
                  environment -> {},
                  inMemoryControlPlane),
              counted(CallStats.class, inMemoryControlPlane.observed),
              counted(Approvals.class, inMemoryControlPlane.known),
              new CleanReleases(
                  inMemoryControlPlane, counted(TrustDocuments.class, inMemoryControlPlane.trust))),
          new ApprovalSteps(
              inMemoryControlPlane::account,
              new ApprovalTermsCalculator(inMemoryControlPlane, inMemoryControlPlane),
              (plugin, release, environment) -> Optional.empty()),
          new StagingSteps(counted(AcceptanceSuites.class, inMemoryControlPlane.observed.suites)),
          new StageJudge(
              counted(TenantSamples.class, inMemoryControlPlane.observed),
              counted(EvidenceStore.class, inMemoryControlPlane.observed)),
          inMemoryControlPlane.times,
          inMemoryControlPlane);

  @BeforeEach
  void a_version_serves_some_tenants() {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, 100).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
  }

  @Test
  void a_judgement_reads_the_deployment_its_slot_the_settings_and_the_counts_once() {
    var id = staged(Wishes.canary(OnInconclusive.Fail, true, 10, 100));
    assertEquals(StepOutcome.Done, run(RolloutStep.AdvanceCohort, id).outcome());
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, run(RolloutStep.JudgeCohort, id).outcome());
    inMemoryControlPlane.pass(Duration.ofMinutes(1));

    assertEquals(StepOutcome.Waiting, run(RolloutStep.JudgeCohort, id).outcome());
    assertEquals(
        Map.of(
            "Deployments.find", 1,
            "Deployments.slot", 1,
            "TenantRoutings.of", 1,
            "TenantSamples.of", 1),
        byPort());
  }

  @Test
  void a_check_of_the_nodes_reads_their_leases_acknowledgements_and_health_once() {
    var id = staged(Wishes.canary(OnInconclusive.Fail, true, 10, 100));
    run(RolloutStep.AdvanceCohort, id);
    inMemoryControlPlane.nodesFollow();

    assertEquals(StepOutcome.Waiting, run(RolloutStep.JudgeCohort, id).outcome());
    assertEquals(
        Map.of(
            "Deployments.find", 1,
            "Deployments.slot", 1,
            "Deployments.commit", 1,
            "Nodes.leases", 1,
            "Nodes.acknowledgements", 1,
            "HealthReports.of", 1),
        byPort());
  }

  @Test
  void no_step_of_a_canary_reads_anything_twice() {
    carriedOut(
        Wishes.canary(OnInconclusive.Pause, true, 10, 100),
        RolloutStep.AdvanceCohort,
        RolloutStep.JudgeCohort);
  }

  @Test
  void no_step_of_blue_green_reads_anything_twice() {
    carriedOut(
        Wishes.blueGreen(Switchover.Linear, true),
        RolloutStep.SwitchTraffic,
        RolloutStep.CheckSwitched);
  }

  @Test
  void no_step_of_rolling_reads_anything_twice() {
    carriedOut(Wishes.rolling(2), RolloutStep.MoveBatch, RolloutStep.CheckBatch);
  }

  @Test
  void no_step_of_an_ab_test_reads_anything_twice() {
    carriedOut(
        Wishes.variants(OnInconclusive.Pause), RolloutStep.SplitTraffic, RolloutStep.JudgeVariants);
  }

  @Test
  void the_end_of_a_deployment_that_waits_for_approvers_reads_the_approval_once() {
    var id = inMemoryControlPlane.admit(DeploymentSpec.direct("markdown", "1.1.0", "Production"));
    assertEquals(StepOutcome.NeedsApproval, run(RolloutStep.BeginDeployment, id).outcome());
    assertEquals(1, byPort().get("Approvals.find"));

    assertEquals(StepOutcome.Broken, run(RolloutStep.FailDeployment, id).outcome());
    assertEquals(
        Map.of(
            "Deployments.find", 1,
            "Deployments.slot", 1,
            "Deployments.commit", 1,
            "Approvals.find", 1),
        byPort());
  }

  private void carriedOut(DeploymentSpec spec, RolloutStep move, RolloutStep check) {
    var id = staged(spec);
    var outcome = StepOutcome.Ready;
    while (outcome == StepOutcome.Ready) {
      run(move, id);
      inMemoryControlPlane.nodesFollow();
      outcome = polled(check, id);
    }
    if (outcome == StepOutcome.Served) {
      run(RolloutStep.CompleteDeployment, id);
    }
  }

  private DeploymentId staged(DeploymentSpec spec) {
    var id = inMemoryControlPlane.admit(spec);
    run(RolloutStep.BeginDeployment, id);
    run(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, polled(RolloutStep.CheckStaged, id));
    return id;
  }

  private StepOutcome polled(RolloutStep step, DeploymentId id) {
    var result = run(step, id);
    while (result.outcome() == StepOutcome.Waiting) {
      inMemoryControlPlane.pass(Duration.ofSeconds(result.waitSeconds()));
      result = run(step, id);
    }
    return result.outcome();
  }

  /// Runs a step, which must not read the same twice.
  private StepResult run(RolloutStep step, DeploymentId id) {
    reads.clear();
    var result =
        runner.run(
            step,
            runner.deployment(id),
            inMemoryControlPlane.get(id).fence(),
            InMemoryControlPlane.ORIGIN);
    reads.forEach((read, times) -> assertEquals(1, times, () -> step + " reads " + read));
    return result;
  }

  /// How often each port was called, whatever the arguments.
  private Map<String, Integer> byPort() {
    var ports = new TreeMap<String, Integer>();
    reads.forEach(
        (read, times) -> ports.merge(read.substring(0, read.indexOf(' ')), times, Integer::sum));
    return ports;
  }

  private <P> P counted(Class<P> port, P real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          var call = port.getSimpleName() + "." + method.getName();
          reads.merge(call + " " + Arrays.toString(arguments), 1, Integer::sum);
          return method.invoke(real, arguments);
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }
}
