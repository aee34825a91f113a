package io.hotswap.domain.revocation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Command;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Pins to versions that are not to serve any more. Whose configuration fits nothing that it would
/// move to has the plugin disabled.
public final class PinsToRelease {
  private static final int PAGE = 100;

  private final Pins pins;
  private final ChangingTenantPlugins changing;
  private final UnaryOperator<Result<TenantPlugin>> check;

  /// @param check refuses settings under which the tenant's configuration would not fit
  public PinsToRelease(
      Pins pins, ChangingTenantPlugins changing, UnaryOperator<Result<TenantPlugin>> check) {
    this.pins = pins;
    this.changing = changing;
    this.check = check;
  }

  /// Settings with a pin, of all versions.
  List<TenantPlugin> of(PluginId plugin, Environment environment) {
    return of(plugin, environment, Optional.empty());
  }

  private List<TenantPlugin> of(
      PluginId plugin, Environment environment, Optional<String> version) {
    List<TenantPlugin> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      var page = pins.ofPlugin(environment, plugin, version, new PageRequest(PAGE, next));
      all.addAll(page.items());
      next = page.next();
    } while (next.isPresent());
    return all;
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
        of(plugin, environment, Optional.of(version)).stream()
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
