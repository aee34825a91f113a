package io.hotswap.approvals;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.approval.decision.Expiring;
import io.hotswap.domain.approval.decision.RegisteringTaskToken;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.operations.RequestingApproval;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.persistence.ApprovalConfig;
import io.hotswap.persistence.Stores;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Beans of both functions; each uses only what it needs.
@Factory
final class ApprovalBeans {
  @Singleton
  ApprovalTermsCalculator approvalTermsCalculator(Stores stores) {
    return new ApprovalTermsCalculator(stores.routing(), stores.releases());
  }

  @Singleton
  Deciding deciding(
      Approvals approvals,
      Deployments deployments,
      ApprovalTermsCalculator terms,
      Accounts accounts,
      TaskTokens tokens,
      Clock clock) {
    return new Deciding(approvals, deployments, terms, accounts, tokens, clock);
  }

  @Singleton
  RequestingApproval requesting(
      Approvals approvals,
      Deployments deployments,
      ApprovalTermsCalculator terms,
      FunctionVariables variables,
      Clock clock) {
    var expiry = ApprovalConfig.from(variables.environment()).expiry();
    return new RequestingApproval(deployments, approvals, terms, expiry, clock);
  }

  @Singleton
  RegisteringTaskToken registeringTaskToken(
      Approvals approvals, Deployments deployments, TaskTokens tokens, Clock clock) {
    return new RegisteringTaskToken(approvals, deployments, tokens, clock);
  }

  @Singleton
  Expiring expiring(Approvals approvals, Deployments deployments, TaskTokens tokens, Clock clock) {
    return new Expiring(approvals, deployments, tokens, clock);
  }

  @Singleton
  Withdrawing withdrawing(
      Approvals approvals, Deployments deployments, TaskTokens tokens, Clock clock) {
    return new Withdrawing(approvals, deployments, tokens, clock);
  }
}
