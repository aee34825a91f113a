package io.hotswap.domain.tenant;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Single changes of a tenant's settings, for [ChangingTenantPlugins].
public final class TenantPluginEdits {
  private TenantPluginEdits() {}

  public static Function<TenantPlugin, Result<TenantPlugin>> enabled(boolean enabled) {
    return it -> Result.done(it.withEnabled(enabled));
  }

  /// @param wanted empty: as the stage's default says
  public static Function<TenantPlugin, Result<TenantPlugin>> access(Optional<PluginAccess> wanted) {
    return it -> Result.done(it.withAccess(wanted));
  }

  /// Sets the ceiling for the platform, the own limits for the tenant; own limits above the
  /// ceiling, or without one above the defaults, are refused.
  public static Function<TenantPlugin, Result<TenantPlugin>> quota(
      TenantAuthority authority, Quota wanted, TenantDefaults defaults) {
    return it ->
        switch (authority) {
          case Platform -> Result.done(it.withQuota(it.quota().withCeiling(Optional.of(wanted))));
          case Tenant -> withOwn(it, wanted, defaults);
        };
  }

  public static Function<TenantPlugin, Result<TenantPlugin>> noQuota(TenantAuthority authority) {
    return it ->
        Result.done(
            it.withQuota(
                switch (authority) {
                  case Platform -> it.quota().withCeiling(Optional.empty());
                  case Tenant -> it.quota().withOwn(Optional.empty());
                }));
  }

  /// A pin that says the same as the one that stands keeps that one, with its beginning.
  public static Function<TenantPlugin, Result<TenantPlugin>> pinned(Pin wanted) {
    return it -> Result.done(it.pin().filter(wanted::isLike).isPresent() ? it : with(it, wanted));
  }

  public static Function<TenantPlugin, Result<TenantPlugin>> unpinned() {
    return it -> Result.done(it.withPin(Optional.empty()));
  }

  /// Ends a pin only once it has expired.
  static Function<TenantPlugin, Result<TenantPlugin>> expired(Instant now) {
    return it ->
        Result.done(
            it.pin().filter(pin -> pin.hasExpired(now)).isPresent()
                ? it.withPin(Optional.empty())
                : it);
  }

  private static TenantPlugin with(TenantPlugin it, Pin wanted) {
    return it.withPin(Optional.of(wanted));
  }

  private static Result<TenantPlugin> withOwn(
      TenantPlugin it, Quota wanted, TenantDefaults defaults) {
    var errors =
        it.quota().mostOfOwn(defaults).map(ceiling -> above(ceiling, wanted)).orElse(List.of());
    return errors.isEmpty()
        ? Result.done(it.withQuota(it.quota().withOwn(Optional.of(wanted))))
        : Result.refused(
            new Refusal(
                ErrorCode.INVALID_SETTINGS,
                "A tenant's own limits are at most those that the platform has set for it.",
                errors));
  }

  private static List<FieldError> above(Quota ceiling, Quota wanted) {
    List<FieldError> errors = new ArrayList<>();
    check(
        "/maxRequestsPerMinute",
        wanted.maxRequestsPerMinute(),
        ceiling.maxRequestsPerMinute(),
        errors);
    check(
        "/maxConcurrentExecutions",
        wanted.maxConcurrentExecutions(),
        ceiling.maxConcurrentExecutions(),
        errors);
    check("/maxBytesInFlight", Quota::maxBytesInFlight, wanted, ceiling, errors);
    check(
        "/maxProcessorSecondsPerMinute",
        Quota::maxProcessorSecondsPerMinute,
        wanted,
        ceiling,
        errors);
    check("/maxMemoryBytes", Quota::maxMemoryBytes, wanted, ceiling, errors);
    return errors;
  }

  /// Of a limit that either may do without.
  private static void check(
      String pointer,
      Function<Quota, Optional<? extends Number>> limit,
      Quota wanted,
      Quota ceiling,
      List<FieldError> errors) {
    var most = limit.apply(ceiling);
    limit
        .apply(wanted)
        .filter(it -> most.isPresent())
        .ifPresent(it -> check(pointer, it.longValue(), most.get().longValue(), errors));
  }

  private static void check(String pointer, long wanted, long most, List<FieldError> errors) {
    if (wanted > most) {
      errors.add(
          new FieldError(
              pointer,
              "a number of at most " + most,
              "Send at most " + most + ", or ask the platform to raise its limit."));
    }
  }
}
