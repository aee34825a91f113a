package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.WaitingMachines;
import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.approval.decision.Expiring;
import io.hotswap.domain.approval.decision.RegisteringTaskToken;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.operations.RequestingApproval;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A deployment that ada asked for and that waits for its approvers, with everything around it in
/// memory.
public final class Asked {
  public static final Duration EXPIRY = Duration.ofHours(48);
  public static final Caller ADA = InMemoryControlPlane.ADMIN;
  public static final Caller LEAD = person("lena", Role.Approver, "TeamLead");
  public static final Caller OTHER_LEAD = person("lars", Role.Approver, "TeamLead");
  public static final Caller PLATFORM = person("pia", Role.Approver, "PlatformAdmin");
  public static final Caller ADMIN = person("amir", Role.Admin);
  public static final Caller OTHER_ADMIN = person("anna", Role.Admin);
  public static final Origin ORIGIN = InMemoryControlPlane.ORIGIN;

  public final DeploymentId deployment;
  public final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  private final ApprovalTermsCalculator terms =
      new ApprovalTermsCalculator(controlPlane, controlPlane);
  public final Deciding deciding =
      new Deciding(
          controlPlane.known,
          controlPlane,
          terms,
          controlPlane::account,
          controlPlane.machines,
          controlPlane);
  public final RegisteringTaskToken awaiting =
      new RegisteringTaskToken(
          controlPlane.known, controlPlane, controlPlane.machines, controlPlane);
  public final Expiring expiring =
      new Expiring(controlPlane.known, controlPlane, controlPlane.machines, controlPlane);
  public final ApprovalRepair repair =
      new ApprovalRepair(controlPlane.known, controlPlane, controlPlane.machines, controlPlane);
  public final RequestingApproval requesting =
      new RequestingApproval(controlPlane, controlPlane.known, terms, EXPIRY, controlPlane);

  /// @param permissions that the version asks for, more than what serves now: what makes it
  ///   critical
  public Asked(Environment environment, String... permissions) {
    controlPlane.permissions.put("1.0.0", Set.of(permissions));
    deployment = controlPlane.admit(DeploymentSpec.direct("markdown", "1.0.0", environment.name()));
    awaiting.register(deployment, "t1", ORIGIN);
  }

  public static Caller person(String name, Role role, String... qualifications) {
    return new Caller(
        name, name, Set.of(role), Set.of(qualifications), Optional.empty(), Optional.empty());
  }

  /// What the directory says from now on.
  public void account(Caller of, Account now) {
    controlPlane.accounts.put(of.subject(), now);
  }

  public void directoryDown(boolean down) {
    controlPlane.directoryDown = down;
  }

  public Deployment deployment() {
    return controlPlane.get(deployment);
  }

  public Approval approval() {
    return approvals().of(deployment).orElseThrow();
  }

  public Result<Approval> approve(Caller caller) {
    return deciding.decide(
        caller, new Deciding.Request(approval().id(), true, Optional.empty()), ORIGIN);
  }

  public Result<Approval> reject(Caller caller) {
    return deciding.decide(
        caller, new Deciding.Request(approval().id(), false, Optional.of("not today")), ORIGIN);
  }

  public static ErrorCode refused(Result<Approval> result) {
    return switch (result) {
      case Result.Done<Approval>(var it) -> throw new AssertionError(it);
      case Result.Refused<Approval>(var refusal) -> refusal.code();
    };
  }

  public static Approval done(Result<Approval> result) {
    return switch (result) {
      case Result.Done<Approval>(var it) -> it;
      case Result.Refused<Approval>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  /// Another version serves there now than when it was asked for.
  public void somethingElseServes() {
    controlPlane.serves(deployment().environment(), "1.1.0");
  }

  public void abort() {
    InMemoryControlPlane.done(controlPlane.steer(Steering.Command.Abort, deployment));
  }

  public ErrorCode abortRefused() {
    return InMemoryControlPlane.refused(controlPlane.steer(Steering.Command.Abort, deployment))
        .code();
  }

  /// Its state machine failed.
  public StepOutcome giveUp() {
    return controlPlane.step(RolloutStep.FailDeployment, deployment);
  }

  public void beforeItIsWritten(Runnable other) {
    controlPlane.beforeCommit = other;
  }

  public void atTheSameTime(Runnable other) {
    controlPlane.known.beforeCommit = other;
  }

  public void itIs(Instant time) {
    controlPlane.now = time;
  }

  public Approvals approvals() {
    return controlPlane.known;
  }

  public WaitingMachines machines() {
    return controlPlane.machines;
  }

  public List<Message> messages() {
    return controlPlane.messages;
  }

  public List<AuditRecord> audits() {
    return controlPlane.audits;
  }

  public StepOutcome begin() {
    return controlPlane.step(RolloutStep.BeginDeployment, deployment);
  }
}
