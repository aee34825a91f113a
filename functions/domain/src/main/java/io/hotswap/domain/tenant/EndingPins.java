package io.hotswap.domain.tenant;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Runs on a schedule: announces a day before that a pin ends, and ends those that have expired.
/// The settings are read again for each, so a pin that was prolonged meanwhile stays. So does one
/// whose tenant could not move, until somebody changes its configuration: people are told once.
public final class EndingPins {
  private static final int AT_ONCE = 1_000;

  private final Pins pins;
  private final TenantPlugins tenantPlugins;
  private final ChangingTenantPlugins changing;
  private final RegisteredTenants tenants;
  private final Releases releases;
  private final UnaryOperator<Result<TenantPlugin>> check;
  private final InstantSource clock;

  /// @param check refuses settings under which the tenant's configuration would not fit
  public EndingPins(
      Pins pins,
      TenantPlugins tenantPlugins,
      ChangingTenantPlugins changing,
      RegisteredTenants tenants,
      Releases releases,
      UnaryOperator<Result<TenantPlugin>> check,
      InstantSource clock) {
    this.pins = pins;
    this.tenantPlugins = tenantPlugins;
    this.changing = changing;
    this.tenants = tenants;
    this.releases = releases;
    this.check = check;
    this.clock = clock;
  }

  public record DuePin(TenantPluginId id, Pin pin, Outcome outcome) {}

  public enum Outcome {
    Announced,
    Ended,
    /// Its end has come, and nothing that the tenant would move to fits its configuration.
    Waiting
  }

  /// @param deadline after which no further pin is begun with: it is left to the next run
  /// @throws PartialFailure at the end, when any could not be handled
  public List<DuePin> end(Origin origin, Instant deadline) {
    return PartialFailure.afterAll(
        pins.due(clock.instant(), AT_ONCE),
        id -> clock.instant().isBefore(deadline) ? handled(id, origin) : Optional.empty());
  }

  private Optional<DuePin> handled(TenantPluginId id, Origin origin) {
    return tenantPlugins.find(id).flatMap(it -> it.pin().flatMap(pin -> handled(it, pin, origin)));
  }

  private Optional<DuePin> handled(TenantPlugin it, Pin pin, Origin origin) {
    var now = clock.instant();
    var outcome = pin.hasExpired(now) ? ended(it, pin, origin, now) : announced(it, pin, now);
    return outcome.map(known -> new DuePin(it.id(), pin, known));
  }

  /// Empty for a pin that was prolonged or removed meanwhile.
  private Optional<Outcome> ended(TenantPlugin it, Pin pin, Origin origin, Instant now) {
    var command =
        new ChangingTenantPlugins.Command(
            it.id(), Optional.empty(), false, "endPin", Optional.of("The pin expired."), origin);
    var result =
        changing.changeKnown(
            command, it, wanted -> check.apply(TenantPluginEdits.expired(now).apply(wanted)));
    return switch (result) {
      case Result.Done<ChangingTenantPlugins.Change>(var change) ->
          change.isEmpty() ? Optional.empty() : Optional.of(Outcome.Ended);
      case Result.Refused<ChangingTenantPlugins.Change>(var refusal)
          when refusal.code() == ErrorCode.BEING_ERASED ->
          Optional.empty();
      case Result.Refused<ChangingTenantPlugins.Change>(var refusal) -> {
        pins.announce(it, PinMessages.kept(it.id(), pin, plugin(it), contacts(it), refusal, now));
        yield Optional.of(Outcome.Waiting);
      }
    };
  }

  private Optional<Outcome> announced(TenantPlugin it, Pin pin, Instant now) {
    boolean due = pin.announcedAt().filter(at -> !now.isBefore(at)).isPresent();
    return due && pins.announce(it, PinMessages.ending(it.id(), pin, plugin(it), contacts(it), now))
        ? Optional.of(Outcome.Announced)
        : Optional.empty();
  }

  private String plugin(TenantPlugin it) {
    var id = it.id().pluginId();
    return releases.pluginName(id).orElse(id.toString());
  }

  private List<String> contacts(TenantPlugin it) {
    return tenants.find(it.id().tenant()).map(RegisteredTenant::addresses).orElse(List.of());
  }
}
