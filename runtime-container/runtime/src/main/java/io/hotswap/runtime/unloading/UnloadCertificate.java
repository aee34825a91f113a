package io.hotswap.runtime.unloading;

import io.hotswap.runtime.leakdetection.LeakTrace;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What became of a retired version's classes.
public sealed interface UnloadCertificate {
  PluginRef ref();

  Instant retiredAt();

  /// What it left behind and the node took away for it.
  List<String> cleared();

  /// @param after from the end of its retirement to the proof
  /// @param outlived how many class-unloading cycles it was seen to outlive
  /// @param leaked whether it was told as a leak before
  record Collected(
      PluginRef ref,
      Instant retiredAt,
      List<String> cleared,
      Duration after,
      int outlived,
      boolean leaked)
      implements UnloadCertificate {}

  record Leaked(PluginRef ref, Instant retiredAt, List<String> cleared, LeakTrace trace)
      implements UnloadCertificate {}
}
