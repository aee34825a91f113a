package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.BlockingBinaries;
import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.domain.trust.VersionSignature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedDeploymentsTest {
  private static final Instant SIGNED = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void an_unsigned_version_goes_to_development_and_not_to_production() {
    var plane = new InMemoryControlPlane();
    trust(plane);
    assertEquals(
        DeploymentPhase.Admitted,
        InMemoryControlPlane.done(
                plane.post(InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), "1.0.0"))
            .progress()
            .phase());
    var refusal = InMemoryControlPlane.refused(post(plane, Environment.Production));
    assertEquals(ErrorCode.SIGNATURE_REQUIRED, refusal.code());
    assertEquals(
        "markdown 1.0.0 is unsigned, and Production takes signed versions only.", refusal.detail());
    plane.signatures.put("1.0.0", signature());
    InMemoryControlPlane.done(post(plane, Environment.Production));
  }

  @Test
  void a_version_whose_signature_does_not_count_any_more_is_refused() {
    var plane = new InMemoryControlPlane();
    trust(plane);
    plane.signatures.put("1.0.0", signature());
    revoke(plane);
    assertEquals(
        ErrorCode.SIGNATURE_REFUSED,
        InMemoryControlPlane.refused(post(plane, Environment.Development)).code());
  }

  @Test
  void what_is_revoked_while_it_waits_for_its_approval_does_not_begin() {
    var asked = new Asked(Environment.Production);
    trust(asked.controlPlane);
    asked.controlPlane.signatures.put("1.0.0", signature());
    asked.approve(Asked.LEAD);
    asked.approve(Asked.PLATFORM);
    revoke(asked.controlPlane);
    asked.controlPlane.step(RolloutStep.BeginDeployment, asked.deployment);
    assertEquals(DeploymentPhase.Declined, asked.deployment().progress().phase());
  }

  @Test
  void a_binary_with_malware_is_refused_everywhere_however_well_it_is_signed() {
    var plane = new InMemoryControlPlane();
    trust(plane);
    plane.signatures.put("1.0.0", signature());
    block(plane);
    for (var environment : Environment.values()) {
      assertEquals(
          ErrorCode.BINARY_BLOCKED, InMemoryControlPlane.refused(post(plane, environment)).code());
    }
  }

  @Test
  void what_is_blocked_while_it_waits_for_its_approval_does_not_begin() {
    var asked = new Asked(Environment.Production);
    trust(asked.controlPlane);
    asked.controlPlane.signatures.put("1.0.0", signature());
    asked.approve(Asked.LEAD);
    asked.approve(Asked.PLATFORM);
    block(asked.controlPlane);
    asked.controlPlane.step(RolloutStep.BeginDeployment, asked.deployment);
    assertEquals(DeploymentPhase.Declined, asked.deployment().progress().phase());
  }

  private static void block(InMemoryControlPlane plane) {
    var digest = plane.find(InMemoryControlPlane.MARKDOWN, "1.0.0").orElseThrow().digest();
    new BlockingBinaries(plane.trust, () -> SIGNED)
        .block(
            new BlockedBinary(digest, "markdown", "1.0.0", "Eicar", SIGNED),
            Origin.system("checks", "r1", ""));
  }

  @Test
  void what_is_signed_begins_once_it_is_approved() {
    var asked = new Asked(Environment.Production);
    trust(asked.controlPlane);
    asked.controlPlane.signatures.put("1.0.0", signature());
    asked.approve(Asked.LEAD);
    asked.approve(Asked.PLATFORM);
    asked.controlPlane.step(RolloutStep.BeginDeployment, asked.deployment);
    assertEquals(false, asked.deployment().closed());
    assertEquals(true, asked.deployment().progress().phase() != DeploymentPhase.AwaitingApproval);
  }

  private static Result<Deployment> post(InMemoryControlPlane plane, Environment environment) {
    return plane.post(
        InMemoryControlPlane.ADMIN,
        InMemoryControlPlane.newId(),
        DeploymentSpec.direct("markdown", "1.0.0", environment.name()));
  }

  private static void trust(InMemoryControlPlane plane) {
    plane.trust.document = trusted(List.of());
  }

  private static void revoke(InMemoryControlPlane plane) {
    plane.trust.document =
        trusted(List.of(new Revocation("acme", Instant.EPOCH, "stolen", SIGNED)));
  }

  private static TrustDocument trusted(List<Revocation> revocations) {
    return new TrustDocument(
        1,
        List.of(new TrustedPublisher("acme", List.of("markdown"), false, List.of())),
        List.of(),
        revocations,
        Map.of());
  }

  private static VersionSignature signature() {
    return new VersionSignature(
        "acme", "SHA-256", "00", "acme", "CN=acme", "acme", SIGNED, Optional.empty());
  }
}
