package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Wanted;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Replaces what is set for a tenant of a plugin by one document. What the document leaves out is
/// not set any more, but for secrets; whether the tenant may use the plugin is not part of it.
public final class ReplacingSettings {
  private static final Sent NONE = new Sent("{}", Duration.ZERO);

  private final PinnableVersions pinnable;
  private final ConfiguringTenant configuring;
  private final InstantSource clock;

  public ReplacingSettings(
      PinnableVersions pinnable, ConfiguringTenant configuring, InstantSource clock) {
    this.pinnable = pinnable;
    this.configuring = configuring;
    this.clock = clock;
  }

  /// @param quota of the platform the ceiling, of the tenant the own limits
  public record Document(
      boolean enabled,
      Optional<PinnedVersion> pin,
      Optional<Quota> quota,
      Optional<Sent> configuration) {}

  public record PinnedVersion(String version, String reason, Optional<Instant> expiresAt) {}

  /// Everything that cannot be so is told at once.
  ///
  /// @param defaults of the plugin
  public Result<Wanted> replaced(
      TenantPlugin it,
      TenantAuthority authority,
      TenantDefaults defaults,
      Document document,
      boolean dryRun) {
    List<Refusal> refusals = new ArrayList<>();
    var limited =
        unlessRefused(limited(it, authority, defaults, document.quota()), it, refusals)
            .withEnabled(document.enabled());
    var pinned = unlessRefused(pinned(limited, document.pin()), limited, refusals);
    var configured =
        unlessRefused(
            configured(pinned, document.configuration(), dryRun), Wanted.of(pinned), refusals);
    return refusals.isEmpty() ? Result.done(configured) : Result.refused(together(refusals));
  }

  private static <T> T unlessRefused(Result<T> result, T otherwise, List<Refusal> refusals) {
    return switch (result) {
      case Result.Done<T>(T done) -> done;
      case Result.Refused<T>(Refusal refusal) -> {
        refusals.add(refusal);
        yield otherwise;
      }
    };
  }

  private static Result<TenantPlugin> limited(
      TenantPlugin it, TenantAuthority authority, TenantDefaults defaults, Optional<Quota> quota) {
    var edited =
        quota
            .map(wanted -> TenantPluginEdits.quota(authority, wanted, defaults))
            .orElseGet(() -> TenantPluginEdits.noQuota(authority))
            .apply(it);
    return edited instanceof Result.Refused<TenantPlugin>(Refusal refusal)
        ? Result.refused(within("/quotas", refusal))
        : edited;
  }

  private Result<TenantPlugin> pinned(TenantPlugin it, Optional<PinnedVersion> wanted) {
    return wanted
        .map(pin -> pinned(it, pin))
        .orElseGet(() -> TenantPluginEdits.unpinned().apply(it));
  }

  private Result<TenantPlugin> pinned(TenantPlugin it, PinnedVersion wanted) {
    var now = clock.instant();
    if (wanted.expiresAt().filter(at -> !now.isBefore(at)).isPresent()) {
      return Result.refused(
          Refusal.of(
              ErrorCode.INVALID_SETTINGS,
              "A pin that has ended already pins nothing.",
              "/expiresAt",
              "a time to come",
              "Send a time after " + now + ", or none for a pin without an end."));
    }
    return pinnable
        .find(it, wanted.version())
        .map(version -> new Pin(version, wanted.reason(), now, wanted.expiresAt()))
        .then(pin -> TenantPluginEdits.pinned(pin).apply(it));
  }

  /// Where nothing was ever configured and nothing is wanted, there is nothing that has to fit.
  private Result<Wanted> configured(TenantPlugin it, Optional<Sent> sent, boolean dryRun) {
    return sent.isEmpty() && it.configuration() == 0
        ? Result.done(Wanted.of(it))
        : configuring.wanted(it, sent.orElse(NONE), dryRun);
  }

  private static Refusal within(String pointer, Refusal it) {
    var errors =
        it.errors().stream()
            .map(error -> new FieldError(pointer + error.pointer(), error.expected(), error.fix()))
            .toList();
    return new Refusal(it.code(), it.detail(), errors);
  }

  private static Refusal together(List<Refusal> refusals) {
    var first = refusals.getFirst();
    var details = refusals.stream().map(Refusal::detail).toList();
    var errors = refusals.stream().flatMap(it -> it.errors().stream()).toList();
    return new Refusal(first.code(), String.join(" ", details), errors);
  }
}
