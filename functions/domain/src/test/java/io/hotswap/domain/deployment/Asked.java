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
  public final InMemoryControlPlane world = new InMemoryControlPlane();

  private final ApprovalTermsCalculator terms = new ApprovalTermsCalculator(world, world);
  public final Deciding deciding =
      new Deciding(world.known, world, terms, world::account, world.machines, world);
  public final RegisteringTaskToken awaiting =
      new RegisteringTaskToken(world.known, world, world.machines, world);
  public final Expiring expiring = new Expiring(world.known, world, world.machines, world);
  public final ApprovalRepair repair =
      new ApprovalRepair(world.known, world, world.machines, world);
  public final RequestingApproval requesting =
      new RequestingApproval(world, world.known, terms, EXPIRY, world);

  /// @param permissions that the version asks for, more than what serves now: what makes it
  ///   critical
  public Asked(Environment environment, String... permissions) {
    world.permissions.put("1.0.0", Set.of(permissions));
    deployment = world.admit(DeploymentSpec.direct("markdown", "1.0.0", environment.name()));
    awaiting.register(deployment, "t1", ORIGIN);
  }

  public static Caller person(String name, Role role, String... qualifications) {
    return new Caller(
        name, name, Set.of(role), Set.of(qualifications), Optional.empty(), Optional.empty());
  }

  /// What the directory says from now on.
  public void account(Caller of, Account now) {
    world.accounts.put(of.subject(), now);
  }

  public void directoryDown(boolean down) {
    world.directoryDown = down;
  }

  public Deployment deployment() {
    return world.get(deployment);
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
    world.serves(deployment().environment(), "1.1.0");
  }

  public void abort() {
    InMemoryControlPlane.done(world.steer(Steering.Command.Abort, deployment));
  }

  public ErrorCode abortRefused() {
    return InMemoryControlPlane.refused(world.steer(Steering.Command.Abort, deployment)).code();
  }

  /// Its state machine failed.
  public StepOutcome giveUp() {
    return world.step(RolloutStep.FailDeployment, deployment);
  }

  public void beforeItIsWritten(Runnable other) {
    world.beforeCommit = other;
  }

  public void atTheSameTime(Runnable other) {
    world.known.beforeCommit = other;
  }

  public void itIs(Instant time) {
    world.now = time;
  }

  public Approvals approvals() {
    return world.known;
  }

  public WaitingMachines machines() {
    return world.machines;
  }

  public List<Message> messages() {
    return world.messages;
  }

  public List<AuditRecord> audits() {
    return world.audits;
  }

  public StepOutcome begin() {
    return world.step(RolloutStep.BeginDeployment, deployment);
  }
}
