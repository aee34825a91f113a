package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.PLATFORM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.Withdrawal;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Deployments of versions whose life ends.
class EndedVersionsTest {
  private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Deprecation DEPRECATION =
      new Deprecation(
          "It rounds down.",
          Optional.of(new SemanticVersion("2.0.0")),
          Optional.of(Instant.parse("2027-01-31T12:00:00Z")),
          SINCE);

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Test
  void a_deprecated_version_is_deployed_with_a_warning() {
    controlPlane.lifecycles.put("1.1.0", Lifecycle.ACTIVE.with(DEPRECATION));
    var warning =
        "1.1.0 is deprecated, and its life ends at 2027-01-31T12:00:00Z: It rounds down. Its"
            + " successor is 2.0.0.";
    assertEquals(List.of(warning), planned("").warnings());
    var deployed = controlPlane.deploy("1.1.0");
    assertEquals(List.of(warning), controlPlane.get(deployed).request().plan().warnings());
    assertEquals(List.of(), planned("version=2.0.0").warnings());
  }

  @Test
  void its_approvers_are_warned() {
    controlPlane.lifecycles.put("1.1.0", Lifecycle.ACTIVE.with(DEPRECATION));
    controlPlane.post(
        InMemoryControlPlane.ADMIN,
        InMemoryControlPlane.newId(),
        DeploymentSpec.direct("markdown", "1.1.0", "QA"));
    var text = controlPlane.messages.getLast().text();
    assertTrue(text.contains("\nWarning: 1.1.0 is deprecated, "), text);
  }

  @Test
  void a_withdrawn_one_is_refused_with_the_reason_and_the_way_out() {
    controlPlane.deploy("1.0.0");
    var withdrawn = Lifecycle.ACTIVE.with(new Withdrawal("It leaks.", SINCE));
    controlPlane.lifecycles.put("1.1.0", withdrawn);
    var refusal = refused("Direct", "");
    assertEquals(ErrorCode.VERSION_WITHDRAWN, refusal.code());
    assertEquals("1.1.0 was withdrawn at 2026-11-01T00:00:00Z: It leaks.", refusal.detail());
    assertEquals("/version", refusal.errors().getFirst().pointer());
    controlPlane.lifecycles.put("1.1.0", withdrawn.with(DEPRECATION));
    var fix = refused("Direct", "").errors().getFirst().fix();
    assertEquals("Take its successor 2.0.0.", fix);
    var variants = "version=- versions=1.0.0,1.1.0 abConfig/variantA=1.0.0 ";
    var pointer = refused("ABTesting", variants).errors().getFirst().pointer();
    assertEquals("/abConfig/variantB", pointer);
  }

  @Test
  void one_that_was_withdrawn_while_its_approvers_decided_does_not_begin() {
    var asked = new Asked(Environment.Production);
    asked.approve(LEAD);
    asked.approve(PLATFORM);
    var withdrawal = new Withdrawal("It leaks.", SINCE);
    asked.controlPlane.lifecycles.put("1.0.0", Lifecycle.ACTIVE.with(withdrawal));
    asked.controlPlane.step(RolloutStep.BeginDeployment, asked.deployment);
    var progress = asked.controlPlane.get(asked.deployment).progress();
    assertEquals(DeploymentPhase.Declined, progress.phase());
    assertTrue(progress.problem().orElse("").endsWith(": It leaks."), progress::toString);
  }

  private Plan planned(String sent) {
    return switch (plan("Direct", sent)) {
      case Result.Done<Plan>(var it) -> it;
      case Result.Refused<Plan>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private Refusal refused(String strategy, String sent) {
    return switch (plan(strategy, sent)) {
      case Result.Done<Plan>(var it) -> throw new AssertionError(it);
      case Result.Refused<Plan>(var refusal) -> refusal;
    };
  }

  private Result<Plan> plan(String strategy, String sent) {
    return controlPlane.deploying.plan(
        InMemoryControlPlane.ADMIN, Sent.wish(strategy, sent), InMemoryControlPlane.ORIGIN);
  }
}
