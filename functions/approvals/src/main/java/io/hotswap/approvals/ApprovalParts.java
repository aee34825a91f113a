package io.hotswap.approvals;

import io.hotswap.api.Settings;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.Awaiting;
import io.hotswap.domain.approval.Deciding;
import io.hotswap.domain.approval.Expiring;
import io.hotswap.domain.approval.Tokens;
import io.hotswap.domain.approval.Withdrawing;
import io.hotswap.domain.deployment.CurrentTerms;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.RequestingApproval;
import io.hotswap.persistence.ApprovalConfig;
import io.hotswap.persistence.Stores;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What both functions are put together from; each takes only what it needs.
@Factory
final class ApprovalParts {
  @Singleton
  CurrentTerms terms(Stores stores) {
    return new CurrentTerms(stores.routing(), stores.releases());
  }

  @Singleton
  Deciding deciding(
      Approvals approvals,
      Deployments deployments,
      CurrentTerms terms,
      Accounts accounts,
      Tokens tokens,
      Clock clock) {
    return new Deciding(approvals, deployments, terms, accounts, tokens, clock);
  }

  @Singleton
  RequestingApproval requesting(
      Approvals approvals,
      Deployments deployments,
      CurrentTerms terms,
      Settings settings,
      Clock clock) {
    var expiry = ApprovalConfig.from(settings.environment()).expiry();
    return new RequestingApproval(deployments, approvals, terms, expiry, clock);
  }

  @Singleton
  Awaiting awaiting(Approvals approvals, Deployments deployments, Tokens tokens, Clock clock) {
    return new Awaiting(approvals, deployments, tokens, clock);
  }

  @Singleton
  Expiring expiring(Approvals approvals, Deployments deployments, Tokens tokens, Clock clock) {
    return new Expiring(approvals, deployments, tokens, clock);
  }

  @Singleton
  Withdrawing withdrawing(
      Approvals approvals, Deployments deployments, Tokens tokens, Clock clock) {
    return new Withdrawing(approvals, deployments, tokens, clock);
  }
}
