package io.hotswap.domain.deployment.request;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.Sent;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// 1.0.0 serves, and after a restart does not start any more on n2; 1.1.0 is its fix.
class StableVersionTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void itDoesNotStartOnOneNode() {
    inMemoryControlPlane.deploy("1.0.0");
    nodesFollow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Canary | | /strategy
          Rolling | | /strategy
          BlueGreen | blueGreenConfig/switchoverType=Linear | /blueGreenConfig/switchoverType
          ABTesting | version=- versions=1.0.0,1.1.0 abConfig/variantA=1.0.0 | /strategy
          """)
  void what_goes_on_routing_to_it_is_refused_and_the_refusal_names_what_works(
      String strategy, String sent, String pointer) {
    var spec = Sent.wish(strategy, Optional.ofNullable(sent).orElse(""));
    var refusal =
        InMemoryControlPlane.refused(
            inMemoryControlPlane.post(ADMIN, InMemoryControlPlane.newId(), spec));
    assertEquals(ErrorCode.INVALID_DEPLOYMENT, refusal.code());
    var error = refusal.errors().getFirst();
    assertEquals(pointer, error.pointer());
    assertEquals(
        "Direct, or BlueGreen with switchoverType Instant, while 1.0.0, which serves now, does not"
            + " start on n2: it needs Java 26",
        error.expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Direct", "BlueGreen"})
  void what_replaces_it_at_once_goes_through(String strategy) {
    var sent = strategy.equals("BlueGreen") ? "blueGreenConfig/warmupPeriod=PT0S" : "";
    var id = inMemoryControlPlane.admit(Sent.wish(strategy, sent));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    nodesFollow();
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
  }

  @Test
  void what_a_process_that_is_gone_said_of_it_does_not_count() {
    var until = inMemoryControlPlane.now.plusSeconds(10);
    inMemoryControlPlane.nodes.heartbeat(
        new Lease(Environment.Development, "n2", "n2-2", "h:1", inMemoryControlPlane.now, until));
    var canary = Sent.wish("Canary", "");
    assertEquals(
        DeploymentPhase.Admitted,
        inMemoryControlPlane.get(inMemoryControlPlane.admit(canary)).progress().phase());
  }

  @Test
  void a_node_that_stays_behind_is_told_with_its_reason() {
    // When it is admitted, 1.0.0 starts everywhere.
    inMemoryControlPlane.nodesFollow();
    var id = inMemoryControlPlane.admit(Sent.wish("Canary", "canaryConfig/steps=50,100"));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    nodesFollow();
    inMemoryControlPlane.pass(inMemoryControlPlane.times.stage().plusSeconds(1));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    var problem = inMemoryControlPlane.get(id).progress().problem().orElseThrow();
    assertTrue(problem.endsWith("Not in time: n2; n2: it needs Java 26"), problem);
  }

  /// As nodes do: each takes the document over once all that it routes to are ready.
  private void nodesFollow() {
    var document = inMemoryControlPlane.inForce();
    for (var node : inMemoryControlPlane.nodeIds()) {
      Map<String, VersionState> states = new HashMap<>();
      document.loaded().forEach(it -> states.put(it, VersionState.Ready));
      boolean old = node.equals("n2") && states.replace("1.0.0", VersionState.Failed) != null;
      boolean serves =
          document.serving().stream().allMatch(it -> states.get(it) == VersionState.Ready);
      inMemoryControlPlane.nodes.acknowledge(
          new Acknowledgement(
              Environment.Development,
              InMemoryControlPlane.MARKDOWN,
              node,
              node + "-1",
              document.generation(),
              serves ? document.generation() : 0,
              states,
              old ? Optional.of("it needs Java 26") : Optional.empty(),
              inMemoryControlPlane.now));
    }
  }
}
