package io.hotswap.domain.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Pins of all tenants, by plugin and by when they end. Which settings are found is eventually
/// consistent; how they are read is consistent.
public interface Pins {
  /// Settings with a pin, by version and tenant.
  ///
  /// @param version only pins to this one; empty: all
  Page<TenantPlugin> ofPlugin(
      Environment environment, PluginId pluginId, Optional<String> version, PageRequest page);

  /// The settings whose pin is to be announced or ended by then, longest due first.
  List<TenantPluginId> due(Instant now, int atMost);

  /// Puts messages about a pin's end into the outbox; the pin is due again when it ends. Those that
  /// were put there before are left as they are.
  ///
  /// @return false, with nothing written, when the settings were changed meanwhile
  boolean announce(TenantPlugin pinned, List<Message> messages);
}
