package io.hotswap.health;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.health.Trigger;
import io.hotswap.domain.health.TriggerState;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A plugin's health as openapi.yaml describes it.
record HealthView(PluginId pluginId, List<InEnvironment> environments) {
  enum Status {
    Healthy,
    Degraded,
    Unhealthy,
    Unknown
  }

  /// @param generation of the document in force
  record InEnvironment(
      Environment environment, long generation, Status status, List<OfVersion> versions) {
    InEnvironment to(Disclosure shown) {
      var theirs = versions.stream().map(it -> it.to(shown)).toList();
      return new InEnvironment(environment, generation, status, theirs);
    }
  }

  /// @param triggers state of the automatic rollback's triggers; for versions that serve
  record OfVersion(
      String version,
      boolean serving,
      Status status,
      Optional<Performance> performance,
      Optional<List<OnNode>> nodes,
      Optional<List<TriggerView>> triggers) {
    OfVersion to(Disclosure shown) {
      return new OfVersion(
          version,
          serving,
          status,
          performance.flatMap(shown::operations),
          nodes.flatMap(shown::operations),
          triggers.flatMap(shown::operations));
    }
  }

  /// Calls of the last five minutes, over all nodes.
  record Performance(
      long calls,
      long failures,
      Optional<Double> errorRate,
      Optional<Double> p50Millis,
      Optional<Double> p95Millis,
      Optional<Double> p99Millis) {
    static Performance of(MetricsView.OfVersion counted) {
      return new Performance(
          counted.calls(),
          counted.failures(),
          counted.errorRate(),
          counted.p50Millis(),
          counted.p95Millis(),
          counted.p99Millis());
    }
  }

  /// @param state of the node; `Ejected` when ejected from this plugin's rotation
  /// @param startup `Ready` or `Failed`; absent while loading
  /// @param ready whether the node is live, routes by the newest document and is not ejected
  /// @param ejected whether other nodes answer this plugin's calls for it
  /// @param live whether its lease is valid
  /// @param heartbeatAt time of its last heartbeat
  /// @param failures failed checks in a row; absent when nothing was reported
  record OnNode(
      String node,
      NodeState state,
      boolean live,
      Instant heartbeatAt,
      Optional<String> startup,
      boolean ready,
      boolean ejected,
      Optional<Integer> failures,
      Optional<String> problem,
      Optional<Instant> checkedAt) {
    boolean sick() {
      return startup.filter("Failed"::equals).isPresent() || failures.orElse(0) > 0;
    }
  }

  record TriggerView(Trigger trigger, String standing, String numbers) {
    static TriggerView of(Trigger trigger, TriggerState state) {
      return new TriggerView(trigger, state.getClass().getSimpleName(), state.numbers());
    }

    boolean fires() {
      return standing.equals("Fires") || standing.equals("Warns");
    }
  }
}
