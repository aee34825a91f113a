package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.Category;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.message.Header;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Outbound;
import io.hotswap.runtime.http.message.Problem;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.routing.Target;

/// Why no version answers, in words.
final class Refused {
  private static final Header SOON = new Header(Header.RETRY_AFTER, "1");

  private Refused() {}

  /// When no token can be verified now, it is worth trying again.
  static Outbound byAccess(Refusal refusal, Inbound head) {
    return refusal.code().category() == Category.UNAVAILABLE
        ? Problem.answer(refusal, head, SOON)
        : Problem.answer(refusal, head);
  }

  /// @param plugin as the caller named it
  static Refusal because(Target.Refusing refusing, String plugin, String tenant) {
    return switch (refusing) {
      case Target.OverQuota(String name, Allowance.Exhausted why) ->
          Refusal.of(
              ErrorCode.QUOTA_EXCEEDED,
              "Tenant " + tenant + " asks too much of " + name + ". " + why.sentence() + ".");
      case Target.NoPreview(Refusal why) -> why;
      case Target.Disabled() ->
          Refusal.of(
              ErrorCode.PLUGIN_DISABLED, "Tenant " + tenant + " has switched " + plugin + " off.");
      case Target.NotDeployed() ->
          Refusal.of(
              ErrorCode.NOT_DEPLOYED, "Plugin " + plugin + " is not deployed in this environment.");
      case Target.Quarantined(String version, String why) ->
          Refusal.of(
              ErrorCode.NOT_READY, version + " takes no calls on this node now: " + why + ".");
      case Target.NotReady() ->
          Refusal.of(ErrorCode.NOT_READY, "Plugin " + plugin + " is not ready on this node.");
    };
  }
}
