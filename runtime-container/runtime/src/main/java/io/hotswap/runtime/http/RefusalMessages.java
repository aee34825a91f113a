package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.Category;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.routing.RouteResult;

/// Refusals of calls that no version answers.
final class RefusalMessages {
  private static final ResponseHeader SOON = new ResponseHeader(ResponseHeader.RETRY_AFTER, "1");

  private RefusalMessages() {}

  /// Suggests a retry when tokens cannot be verified now.
  static OutboundResponse byAccess(Refusal refusal, InboundRequest head) {
    return refusal.code().category() == Category.UNAVAILABLE
        ? HttpProblem.answer(refusal, head, SOON)
        : HttpProblem.answer(refusal, head);
  }

  /// @param plugin as the client named it
  static Refusal because(RouteResult.Refusing refusing, String plugin, String tenant) {
    return switch (refusing) {
      case RouteResult.OverQuota(String name, Allowance.Exhausted why) ->
          Refusal.of(
              why.retryAfter().isZero() ? ErrorCode.TOO_LARGE : ErrorCode.QUOTA_EXCEEDED,
              "Tenant " + tenant + " is over its quota of " + name + ". " + why.sentence() + ".");
      case RouteResult.NoPreview(Refusal why) -> why;
      case RouteResult.Disabled() ->
          Refusal.of(
              ErrorCode.PLUGIN_DISABLED, "Tenant " + tenant + " has switched " + plugin + " off.");
      case RouteResult.NotDeployed() ->
          Refusal.of(
              ErrorCode.NOT_DEPLOYED, "Plugin " + plugin + " is not deployed in this environment.");
      case RouteResult.Quarantined(String version, String why) ->
          Refusal.of(
              ErrorCode.NOT_READY, version + " takes no calls on this node now: " + why + ".");
      case RouteResult.NotReady() ->
          Refusal.of(ErrorCode.NOT_READY, "Plugin " + plugin + " is not ready on this node.");
    };
  }
}
