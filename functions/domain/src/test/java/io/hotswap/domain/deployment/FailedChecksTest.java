package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.ORIGIN;
import static io.hotswap.domain.deployment.Asked.PLATFORM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedChecksTest {
  @Test
  void what_fails_its_checks_while_it_waits_for_approval_does_not_begin() {
    var asked = new Asked(Environment.Production);
    var approval = asked.approvals().of(asked.deployment).orElseThrow();
    for (var approver : List.of(LEAD, PLATFORM)) {
      Asked.done(
          asked.deciding.decide(
              approver, new Deciding.Request(approval.id(), true, Optional.empty()), ORIGIN));
    }
    var passed = asked.controlPlane.checks(InMemoryControlPlane.MARKDOWN, "1.0.0").orElseThrow();
    var finding = new VersionFinding("malware", "x", "Found Eicar.", "Remove it.");
    var failed = CheckResult.failed(List.of(finding), CheckEngine.of("test"));
    asked.controlPlane.checks.put("1.0.0", passed.with(CheckName.Malware, failed, Instant.EPOCH));
    assertEquals(
        StepOutcome.Broken, asked.controlPlane.step(RolloutStep.BeginDeployment, asked.deployment));
    assertEquals(DeploymentOutcome.Declined, asked.deployment().progress().outcome().orElseThrow());
    var timeline = asked.deployment().toString();
    assertTrue(timeline.contains("has failed its checks: Malware"), timeline);
  }
}
