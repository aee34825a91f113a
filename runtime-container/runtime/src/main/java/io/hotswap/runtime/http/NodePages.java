package io.hotswap.runtime.http;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.serialization.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The pages for balancers, probes and operators.
public final class NodePages {
  private static final int MOST_NAMED = 50;

  private final NodeName name;
  private final Environment environment;
  private final RoutingFollower routingFollower;
  private final PluginReconcilers reconcilers;
  private final BooleanSupplier hasRoomForAll;
  private final NodeMetrics metrics;
  private final ControlPlaneClock clock;
  private final String lock;
  private final Readiness readiness;
  // Clients learn nothing of a node's plugins or faults.
  private final Map<String, Supplier<OutboundResponse>> balancerPages =
      Map.of(
          "/health/live", this::isLive,
          "/health/started", () -> started(this::isLive),
          "/health/ready", this::isReady);
  private final Map<String, Supplier<OutboundResponse>> operatorPages =
      Map.of(
          "/health/live", this::liveness,
          "/health/started", () -> started(this::liveness),
          "/health/ready", this::readiness,
          "/metrics", this::metricsPage,
          "/status", this::status);

  /// @param hasRoomForAll whether the node has room for all its plugins at once
  /// @param lock how far this machine can lock a process
  public NodePages(
      NodeName name,
      Environment environment,
      RoutingFollower routingFollower,
      PluginReconcilers reconcilers,
      BooleanSupplier hasRoomForAll,
      NodeMetrics metrics,
      ControlPlaneClock clock,
      String lock,
      Readiness readiness) {
    this.name = name;
    this.environment = environment;
    this.routingFollower = routingFollower;
    this.reconcilers = reconcilers;
    this.hasRoomForAll = hasRoomForAll;
    this.metrics = metrics;
    this.clock = clock;
    this.lock = lock;
    this.readiness = readiness;
  }

  Optional<Supplier<OutboundResponse>> forBalancers(String path) {
    return Optional.ofNullable(balancerPages.get(path));
  }

  Optional<Supplier<OutboundResponse>> forOperators(String path) {
    return Optional.ofNullable(operatorPages.get(path));
  }

  private OutboundResponse isLive() {
    return readiness.beyondHelp().isPresent()
        ? OutboundResponse.text(503, "beyond help\n")
        : OutboundResponse.text(200, "live\n");
  }

  private OutboundResponse isReady() {
    var why = readiness.unready();
    return OutboundResponse.text(
            why.isEmpty() ? 200 : 503, why.isEmpty() ? "ready\n" : "not ready\n")
        .with(forAll().toArray(ResponseHeader[]::new));
  }

  private List<ResponseHeader> forAll() {
    // While not all plugins fit, a capable balancer prefers nodes that are warm for a plugin.
    return List.of(
        new ResponseHeader(ResponseHeader.NODE, name.id()),
        new ResponseHeader(ResponseHeader.CACHE, hasRoomForAll.getAsBoolean() ? "fits" : "full"));
  }

  private OutboundResponse liveness() {
    return readiness
        .beyondHelp()
        .map(why -> OutboundResponse.text(503, "beyond help: " + why + "\n"))
        .orElseGet(() -> OutboundResponse.text(200, "live\n"));
  }

  /// For balancers whose platform ends nodes that fail the check, as ECS does: a node that has
  /// started and is temporarily not ready must not be ended.
  ///
  /// @param live the answer of the liveness check
  private OutboundResponse started(Supplier<OutboundResponse> live) {
    return readiness.beyondHelp().isPresent() || readiness.hasStarted()
        ? live.get()
        : OutboundResponse.text(503, "starting\n");
  }

  private OutboundResponse readiness() {
    var why = readiness.unready();
    var text = why.map(it -> "not ready: " + it + "\n").orElse("ready\n");
    List<ResponseHeader> headers = new ArrayList<>(forAll());
    var ejected = reconcilers.ejected(name.id());
    if (!ejected.isEmpty()) {
      // Calls of plugins that find no room in the header are forwarded all the same.
      var named = String.join(",", ejected.subList(0, Math.min(MOST_NAMED, ejected.size())));
      headers.add(new ResponseHeader(ResponseHeader.EJECTED, named));
    }
    return OutboundResponse.text(why.isEmpty() ? 200 : 503, text)
        .with(headers.toArray(ResponseHeader[]::new));
  }

  private OutboundResponse metricsPage() {
    return new OutboundResponse(200, NodeMetrics.CONTENT_TYPE, metrics.text(), List.of());
  }

  private OutboundResponse status() {
    var why = readiness.unready();
    var nodeStatusPage =
        new NodeStatusPage(
            environment.name(),
            name.id(),
            name.incarnation(),
            why.isEmpty(),
            why,
            routingFollower.reachesControlPlane(),
            clock.localClockAhead().toMillis(),
            lock,
            reconcilers.status(name.id()));
    return OutboundResponse.json(200, Json.write(nodeStatusPage));
  }
}
