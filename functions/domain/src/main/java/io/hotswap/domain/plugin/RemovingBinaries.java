package io.hotswap.domain.plugin;

import java.time.Duration;
import java.time.InstantSource;

/// Removes the bytes of versions that are not registered, while others may be registering the same
/// bytes.
public final class RemovingBinaries {
  // Longer than a function invocation lives: a removal still announced by then is abandoned.
  private static final Duration LEASE = Duration.ofSeconds(31);

  private final Plugins plugins;
  private final Binaries binaries;
  private final InstantSource clock;

  public RemovingBinaries(Plugins plugins, Binaries binaries, InstantSource clock) {
    this.plugins = plugins;
    this.binaries = binaries;
    this.clock = clock;
  }

  public void remove(PluginVersion version) {
    var until = clock.instant().plus(LEASE);
    if (plugins.beginRemoval(version, until)) {
      binaries.delete(version.digest());
      plugins.endRemoval(version.digest(), until);
    }
  }
}
