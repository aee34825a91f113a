package io.hotswap.runtime.http;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.persistence.aws.Json;
import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What balancers, probes and people ask a node.
public final class NodePages {
  private static final int MOST_NAMED = 50;

  private final NodeName name;
  private final Environment environment;
  private final RoutingFollower following;
  private final NodeMetrics metrics;
  private final ControlPlaneClock clock;
  private final Supplier<Optional<String>> unready;
  private final Supplier<Optional<String>> beyondHelp;
  // Whoever reaches a node as a client learns nothing of its plugins, nor of what ails it.
  private final Map<String, Supplier<OutboundResponse>> health =
      Map.of(
          "/health/live", this::isLive,
          "/health/started", () -> started(this::isLive),
          "/health/ready", this::isReady);
  private final Map<String, Supplier<OutboundResponse>> operating =
      Map.of(
          "/health/live", this::liveness,
          "/health/started", () -> started(this::liveness),
          "/health/ready", this::readiness,
          "/metrics", this::figures,
          "/status", this::status);

  /// @param unready why no calls should be sent here; empty when they should
  /// @param beyondHelp why this process has to be replaced
  public NodePages(
      NodeName name,
      Environment environment,
      RoutingFollower following,
      NodeMetrics metrics,
      ControlPlaneClock clock,
      Supplier<Optional<String>> unready,
      Supplier<Optional<String>> beyondHelp) {
    this.name = name;
    this.environment = environment;
    this.following = following;
    this.metrics = metrics;
    this.clock = clock;
    this.unready = unready;
    this.beyondHelp = beyondHelp;
  }

  Optional<Supplier<OutboundResponse>> forBalancers(String path) {
    return Optional.ofNullable(health.get(path));
  }

  Optional<Supplier<OutboundResponse>> forOperators(String path) {
    return Optional.ofNullable(operating.get(path));
  }

  private OutboundResponse isLive() {
    return beyondHelp.get().isPresent()
        ? OutboundResponse.text(503, "beyond help\n")
        : OutboundResponse.text(200, "live\n");
  }

  private OutboundResponse isReady() {
    var why = unready.get();
    return OutboundResponse.text(
            why.isEmpty() ? 200 : 503, why.isEmpty() ? "ready\n" : "not ready\n")
        .with(forAll().toArray(ResponseHeader[]::new));
  }

  private List<ResponseHeader> forAll() {
    // A balancer that can do so prefers warm nodes for a plugin, while not all plugins fit.
    return List.of(
        new ResponseHeader(ResponseHeader.NODE, name.id()),
        new ResponseHeader(ResponseHeader.CACHE, following.hasRoomForAll() ? "fits" : "full"));
  }

  private OutboundResponse liveness() {
    return beyondHelp
        .get()
        .map(why -> OutboundResponse.text(503, "beyond help: " + why + "\n"))
        .orElseGet(() -> OutboundResponse.text(200, "live\n"));
  }

  /// For balancers whose platform ends the nodes that it fails, as ECS does: a node that has
  /// started and wants no calls for the moment does not want to be ended.
  ///
  /// @param live what it says of being alive
  private OutboundResponse started(Supplier<OutboundResponse> live) {
    return beyondHelp.get().isPresent() || following.isReady()
        ? live.get()
        : OutboundResponse.text(503, "starting\n");
  }

  private OutboundResponse readiness() {
    var why = unready.get();
    var said = why.map(it -> "not ready: " + it + "\n").orElse("ready\n");
    List<ResponseHeader> headers = new ArrayList<>(forAll());
    var ejected = following.ejected();
    if (!ejected.isEmpty()) {
      // Calls of those that find no place here are given to other nodes all the same.
      var named = String.join(",", ejected.subList(0, Math.min(MOST_NAMED, ejected.size())));
      headers.add(new ResponseHeader(ResponseHeader.EJECTED, named));
    }
    return OutboundResponse.text(why.isEmpty() ? 200 : 503, said)
        .with(headers.toArray(ResponseHeader[]::new));
  }

  private OutboundResponse figures() {
    return new OutboundResponse(200, NodeMetrics.CONTENT_TYPE, metrics.text(), List.of());
  }

  private OutboundResponse status() {
    var why = unready.get();
    var nodeStatusPage =
        new NodeStatusPage(
            environment.name(),
            name.id(),
            name.incarnation(),
            why.isEmpty(),
            why,
            following.reachesControlPlane(),
            clock.ownAhead().toMillis(),
            following.status());
    return OutboundResponse.json(200, Json.write(nodeStatusPage));
  }
}
