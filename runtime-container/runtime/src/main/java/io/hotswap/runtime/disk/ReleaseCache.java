package io.hotswap.runtime.disk;

import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import java.time.Duration;

/// What releases consist of, on this node's disk or else from the control plane.
///
/// @param libraries those that manifests pin and archives do not hold
public record ReleaseCache(BinaryCache binaries, BinaryCache libraries, DefaultsCache defaults) {
  /// @param firstPause as of [BinaryCache]
  public static ReleaseCache of(
      DataDirectory directory,
      Binaries binaries,
      DefaultConfigurations defaults,
      Duration firstPause) {
    return new ReleaseCache(
        new BinaryCache(directory, binaries, firstPause),
        BinaryCache.ofLibraries(directory, binaries, firstPause),
        new DefaultsCache(directory, defaults));
  }
}
