package io.hotswap.runtime.unloading;

import io.hotswap.runtime.leakdetection.LeakTrace;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The fate of a retired version's classes.
public sealed interface UnloadCertificate {
  PluginRef ref();

  Instant retiredAt();

  /// What the version left behind and the node cleared.
  List<String> cleared();

  /// @param after from the end of its retirement to the proof
  /// @param outlived class-unloading cycles that it survived
  /// @param leaked whether it was reported as a leak before
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
