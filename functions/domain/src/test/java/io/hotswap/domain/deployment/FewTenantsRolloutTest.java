package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Fewer than twenty tenants a side, from what is sent to what the verdict makes of it.
class FewTenantsRolloutTest {
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  // Who is on which side hangs on it.
  private final DeploymentId id =
      new DeploymentId(UUID.fromString("0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11"));

  @ParameterizedTest
  @CsvSource({
    "16, , 0.005, Ready",
    "16, , 0.2, Broken",
    "16, minimumTenants=8, 0.005, Ready",
    "16, minimumTenants=9, 0.005, Waiting",
    "8, , 0.2, Waiting",
    "8, callsAreIndependent=true, 0.2, Broken",
    "8, callsAreIndependent=true, 0.005, Ready",
    "8, callsAreIndependent=true minimumTenants=5, 0.005, Waiting",
  })
  void a_canary_is_judged_at_the_end_of_its_period_as_was_asked_for(
      int tenants, String sent, double failing, StepOutcome expected) {
    begun(
        tenants,
        Sent.wish(
            "Canary",
            "canaryConfig/steps=50,100 canaryConfig/evaluationPeriod=PT10M "
                + config("canaryConfig", sent)));
    assertEquals(expected, observed(RolloutStep.AdvanceCohort, RolloutStep.JudgeCohort, failing));
  }

  @ParameterizedTest
  @CsvSource({
    "30, , 0.3, 1.0.0",
    "30, minimumTenants=19, 0.3, ",
    "8, , 0.3, ",
    "8, callsAreIndependent=true, 0.3, 1.0.0",
    "8, callsAreIndependent=true minimumTenants=7, 0.3, ",
  })
  void a_test_is_won_at_the_end_of_its_time_as_was_asked_for(
      int tenants, String sent, double failing, String winner) {
    begun(
        tenants,
        Sent.wish(
            "ABTesting",
            "version=- versions=1.0.0,1.1.0 abConfig/testDuration=PT10M "
                + config("abConfig", sent)));
    observed(RolloutStep.SplitTraffic, RolloutStep.JudgeVariants, failing);
    assertEquals(Optional.ofNullable(winner), inMemoryControlPlane.get(id).rolloutState().winner());
  }

  @Test
  void before_the_end_of_the_period_few_tenants_tell_nothing() {
    begun(16, Sent.wish("Canary", "canaryConfig/steps=50,100 canaryConfig/evaluationPeriod=PT10M"));
    follows(RolloutStep.AdvanceCohort, RolloutStep.JudgeCohort);
    inMemoryControlPlane.pass(PERIOD.dividedBy(2));
    Calls.made(inMemoryControlPlane, "1.1.0", 0.2);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
  }

  private static String config(String name, String sent) {
    return Optional.ofNullable(sent)
        .map(it -> it.replaceAll("(?=\\b\\w+=)", name + "/"))
        .orElse("");
  }

  private void begun(int tenants, DeploymentSpec spec) {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, tenants).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
    InMemoryControlPlane.done(inMemoryControlPlane.post(InMemoryControlPlane.ADMIN, id, spec));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
  }

  private StepOutcome observed(RolloutStep move, RolloutStep judge, double failing) {
    follows(move, judge);
    inMemoryControlPlane.pass(PERIOD);
    Calls.made(inMemoryControlPlane, "1.1.0", failing);
    return inMemoryControlPlane.step(judge, id);
  }

  private void follows(RolloutStep move, RolloutStep judge) {
    inMemoryControlPlane.step(move, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(judge, id));
  }
}
