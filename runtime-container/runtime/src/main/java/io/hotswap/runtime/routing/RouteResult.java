package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.counting.TenantCounts;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.quota.Allowance;
import org.jspecify.annotations.Nullable;

/// Where a call goes. All of it is of one snapshot.
public sealed interface RouteResult {
  /// The version has been entered, and its tenant admitted: whoever gets this has to [#leave] it.
  ///
  /// @param counts whether the call enters the version's figures; previews and acceptance cases
  ///   must not, or they would decide about a rollback
  /// @param tenant where its calls are counted, found already: looking it up would cost each call
  ///   as much as counting
  record Entered(
      LoadedVersion version,
      long generation,
      String bundle,
      boolean counts,
      Allowance allowance,
      @Nullable TenantCounts tenant)
      implements RouteResult {
    /// Whose calls enter no figures.
    public static Entered uncounted(
        LoadedVersion version, long generation, String bundle, Allowance allowance) {
      return new Entered(version, generation, bundle, false, allowance, null);
    }

    /// Whose calls enter the version's figures.
    public static Entered counted(
        LoadedVersion version, long generation, String bundle, Allowance allowance, String tenant) {
      return new Entered(version, generation, bundle, true, allowance, version.tally().of(tenant));
    }

    /// @param nanos how long the call took
    /// @param nanoTime when it ended, by `System.nanoTime()`
    public void called(String name, CallOutcome callOutcome, long nanos, long nanoTime) {
      version.tally().called(name, tenant, callOutcome, nanos, nanoTime);
    }

    public void leave() {
      try {
        allowance.leave();
      } finally {
        version.leave();
      }
    }
  }

  /// The version is not loaded here now, and can be brought up.
  record Cold(PluginId pluginId, String version) implements RouteResult {}

  /// The plugin is sick on this node, and on others it is not: they answer its calls.
  ///
  /// @param here where the call goes when none of them can; one that is [entered][Entered] has
  ///   still to be entered
  record Ejected(RouteResult here) implements RouteResult {}

  /// No version answers.
  sealed interface Refusing extends RouteResult {}

  /// The preview token opens nothing.
  record NoPreview(Refusal refusal) implements Refusing {}

  /// The tenant has used up what it may ask of the plugin here.
  ///
  /// @param plugin its name
  record OverQuota(String plugin, Allowance.Exhausted why) implements Refusing {}

  /// Calls of the version cannot be stopped on this node: none enters it until they have ended.
  ///
  /// @param version `<plugin>/<version>`
  record Quarantined(String version, String why) implements Refusing {}

  /// The tenant switched the plugin off.
  record Disabled() implements Refusing {}

  /// The plugin has a routing document, and nothing serves this tenant under it.
  record NotDeployed() implements Refusing {}

  /// The plugin is coming: its first generation is not ready on this node.
  record NotReady() implements Refusing {}
}
