package io.hotswap.domain.revocation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Command;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantPlugin;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Pins to versions that are not to serve any more. Whose configuration fits nothing that it would
/// move to has the plugin disabled.
public final class PinsToRelease {
  private final AllPins pins;
  private final ChangingTenantPlugins changing;
  private final UnaryOperator<Result<TenantPlugin>> check;

  /// @param check refuses settings under which the tenant's configuration would not fit
  public PinsToRelease(
      Pins pins, ChangingTenantPlugins changing, UnaryOperator<Result<TenantPlugin>> check) {
    this.pins = new AllPins(pins);
    this.changing = changing;
    this.check = check;
  }

  /// @return how many tenants were pinned to these bytes
  public int end(
      PluginId plugin,
      String version,
      Digest digest,
      Environment environment,
      String reason,
      Origin origin) {
    var pinned =
        pins.of(plugin, environment, Optional.of(version)).stream()
            .filter(it -> isPinnedTo(it, digest))
            .toList();
    pinned.forEach(it -> end(it, digest, reason, origin));
    return pinned.size();
  }

  private void end(TenantPlugin pinned, Digest digest, String reason, Origin origin) {
    var command =
        new Command(pinned.id(), Optional.empty(), false, "endPin", Optional.of(reason), origin);
    if (changing.change(command, it -> unpinned(it, digest))
            instanceof Result.Refused<Change>(var refusal)
        && refusal.code() != ErrorCode.BEING_ERASED) {
      throw new IllegalStateException(refusal.detail());
    }
  }

  private Result<TenantPlugin> unpinned(TenantPlugin it, Digest digest) {
    if (!isPinnedTo(it, digest)) {
      return Result.done(it);
    }
    var moved = it.withPin(Optional.empty());
    return switch (check.apply(Result.done(moved))) {
      case Result.Done<TenantPlugin> done -> done;
      case Result.Refused<TenantPlugin> refused -> Result.done(moved.withEnabled(false));
    };
  }

  private static boolean isPinnedTo(TenantPlugin it, Digest digest) {
    return it.pin().filter(pin -> pin.version().digest().equals(digest)).isPresent();
  }
}
