package io.hotswap.domain.revocation;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settings with a pin, all pages of them.
record AllPins(Pins pins) {
  private static final int PAGE = 100;

  /// @param version only pins to this one; empty: all
  List<TenantPlugin> of(PluginId plugin, Environment environment, Optional<String> version) {
    List<TenantPlugin> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      var page = pins.ofPlugin(environment, plugin, version, new PageRequest(PAGE, next));
      all.addAll(page.items());
      next = page.next();
    } while (next.isPresent());
    return all;
  }
}
