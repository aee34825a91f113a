package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.counting.TenantCounts;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.spi.Configuration;
import org.jspecify.annotations.Nullable;

/// Where a call goes, by one snapshot.
public sealed interface RouteResult {
  /// The version has been entered, and its tenant admitted: the caller has to [#leave] it.
  ///
  /// @param configuration of the tenant, with the version's defaults
  /// @param counts whether the call enters the version's statistics; those of previews and
  ///   acceptance cases must not, because the statistics decide about rollbacks
  /// @param tenant the counts of its tenant, looked up in advance: a lookup for each call would
  ///   cost as much as the counting
  /// @param bytes of the call's body, where the tenant's quota counts them; else 0
  /// @param deprecation of a deprecated version; null of any other
  record Entered(
      LoadedVersion version,
      long generation,
      String bundle,
      Configuration configuration,
      boolean counts,
      Allowance allowance,
      @Nullable TenantCounts tenant,
      int bytes,
      @Nullable DeprecationHeaders deprecation)
      implements RouteResult {
    /// For calls that enter no statistics.
    public static Entered uncounted(
        LoadedVersion version,
        long generation,
        String bundle,
        Configuration configuration,
        Allowance allowance) {
      return new Entered(
          version, generation, bundle, configuration, false, allowance, null, 0, null);
    }

    /// For calls that enter the version's statistics.
    public static Entered counted(
        LoadedVersion version,
        long generation,
        String bundle,
        Configuration configuration,
        Allowance allowance,
        String tenant) {
      return new Entered(
          version,
          generation,
          bundle,
          configuration,
          true,
          allowance,
          version.counter().of(tenant),
          0,
          null);
    }

    /// The same of a version that may be deprecated.
    Entered saying(@Nullable DeprecationHeaders of) {
      return of == null
          ? this
          : new Entered(
              version, generation, bundle, configuration, counts, allowance, tenant, bytes, of);
    }

    /// The same for one call.
    Entered holding(int bodyBytes) {
      return new Entered(
          version,
          generation,
          bundle,
          configuration,
          counts,
          allowance,
          tenant,
          bodyBytes,
          deprecation);
    }

    /// The same for a call within one that enters no statistics.
    public Entered uncounted() {
      return new Entered(
          version, generation, bundle, configuration, false, allowance, null, bytes, deprecation);
    }

    /// @param nanos how long the call took
    /// @param nanoTime when it ended, by `System.nanoTime()`
    public void called(String name, CallOutcome callOutcome, long nanos, long nanoTime) {
      version.counter().called(name, tenant, callOutcome, nanos, nanoTime);
    }

    public void leave() {
      try {
        allowance.leave(bytes);
      } finally {
        version.leave();
      }
    }
  }

  /// The version is not loaded on this node now, and can be.
  record Cold(PluginId pluginId, String version) implements RouteResult {}

  /// The plugin's document ejects this node: other nodes answer its calls.
  ///
  /// @param fallback where the call goes when none of them can; an [Entered] among these has still
  ///   to be entered
  record Ejected(RouteResult fallback) implements RouteResult {}

  /// The call is refused.
  sealed interface Refusing extends RouteResult {}

  /// The preview token gives access to no version.
  record NoPreview(Refusal refusal) implements Refusing {}

  /// The tenant has used up its quota of the plugin on this node.
  ///
  /// @param plugin its name
  record OverQuota(String plugin, Allowance.Exhausted why) implements Refusing {}

  /// Some calls of the version cannot be stopped on this node: it takes none until they have ended.
  ///
  /// @param version `<plugin>/<version>`
  record Quarantined(String version, String why) implements Refusing {}

  /// The tenant switched the plugin off.
  record Disabled() implements Refusing {}

  /// No version serves this tenant under the plugin's routing document, or there is no document.
  /// The same for a tenant that may not use the plugin: it does not learn that there is one.
  record NotDeployed() implements Refusing {}

  /// The plugin's first generation is not ready on this node yet.
  record NotReady() implements Refusing {}
}
