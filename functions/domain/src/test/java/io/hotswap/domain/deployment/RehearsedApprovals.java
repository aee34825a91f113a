package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.approval.decision.Expiring;
import io.hotswap.domain.approval.decision.RegisteringTaskToken;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.deployment.Outages.Part;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The approvers' side of a rehearsal, and the executions that wait for them.
public final class RehearsedApprovals implements TaskTokens {
  static final Duration EXPIRY = Duration.ofMinutes(10);

  final Withdrawing withdrawing;
  final ApprovalRepair repair;
  private final InMemoryControlPlane inMemoryControlPlane;
  private final Outages outages;
  private final RegisteringTaskToken registeringTaskToken;
  private final Deciding deciding;
  private final Expiring expiring;
  private final Map<String, String> answers = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  RehearsedApprovals(
      InMemoryControlPlane inMemoryControlPlane,
      Deployments deployments,
      DeploymentPorts ports,
      Outages outages) {
    this.inMemoryControlPlane = inMemoryControlPlane;
    this.outages = outages;
    var approvals = ports.approvals();
    var terms = new ApprovalTermsCalculator(ports.routing(), ports.releases());
    registeringTaskToken =
        new RegisteringTaskToken(approvals, deployments, this, inMemoryControlPlane);
    deciding =
        new Deciding(approvals, deployments, terms, ports.accounts(), this, inMemoryControlPlane);
    expiring = new Expiring(approvals, deployments, this, inMemoryControlPlane);
    withdrawing = new Withdrawing(approvals, deployments, this, inMemoryControlPlane);
    repair = new ApprovalRepair(approvals, deployments, this, inMemoryControlPlane);
  }

  @Override
  public void succeed(String token, String outcome) {
    if (outages.down(Part.StepFunctions)) {
      throw new NotWoken(
          "the engine does not answer", new Outages.Down(Outages.Part.StepFunctions));
    }
    answers.putIfAbsent(token, outcome);
  }

  /// A machine asks, and is to wait for the token.
  public void asks(DeploymentId id, String token) {
    answers();
    registeringTaskToken.register(id, token, InMemoryControlPlane.ORIGIN);
  }

  /// Its machine has failed.
  public String closes(DeploymentId id) {
    answers();
    withdrawing.withdraw(id, InMemoryControlPlane.ORIGIN);
    return approval(id).status().name();
  }

  /// @return empty as long as an execution has to wait for it
  public Optional<String> answer(String token) {
    waiting.add(token);
    var answer = Optional.ofNullable(answers.get(token));
    answer.ifPresent(it -> waiting.remove(token));
    return answer;
  }

  /// The execution that waited is over.
  public void isOver(String token) {
    waiting.remove(token);
  }

  boolean nobodyWaits() {
    return waiting.isEmpty();
  }

  public Result<Approval> approves(Caller caller, DeploymentId id) {
    answers();
    return deciding.decide(
        caller,
        new Deciding.Request(approval(id).id(), true, Optional.empty()),
        InMemoryControlPlane.ORIGIN);
  }

  public boolean hasExpired(DeploymentId id) {
    return approval(id).expiredAt(inMemoryControlPlane.now);
  }

  public void expires(DeploymentId id) {
    answers();
    expiring.expire(approval(id).id(), InMemoryControlPlane.ORIGIN);
  }

  private void answers() {
    outages.check(Part.FunctionHost);
    outages.check(Part.ApprovalFunction);
  }

  private Approval approval(DeploymentId id) {
    Approvals stored = inMemoryControlPlane.known;
    return stored.of(id).orElseThrow();
  }
}
