package io.hotswap.runtime.http;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.persistence.Json;
import io.hotswap.runtime.following.FollowingRouting;
import io.hotswap.runtime.following.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What balancers, probes and people ask a node.
public final class OperatorRoutes {
  private final NodeName name;
  private final Environment environment;
  private final FollowingRouting following;
  private final NodeMetrics metrics;
  private final BooleanSupplier ready;
  private final Map<String, Supplier<Outbound>> pages =
      Map.of(
          "/health/live", () -> Outbound.text(200, "live\n"),
          "/health/ready", this::readiness,
          "/metrics", this::figures,
          "/status", this::status);

  public OperatorRoutes(
      NodeName name,
      Environment environment,
      FollowingRouting following,
      NodeMetrics metrics,
      BooleanSupplier ready) {
    this.name = name;
    this.environment = environment;
    this.following = following;
    this.metrics = metrics;
    this.ready = ready;
  }

  Optional<Supplier<Outbound>> page(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  private Outbound readiness() {
    return ready.getAsBoolean() ? Outbound.text(200, "ready\n") : Outbound.text(503, "not ready\n");
  }

  private Outbound figures() {
    return new Outbound(200, NodeMetrics.CONTENT_TYPE, metrics.text(), Map.of());
  }

  private Outbound status() {
    var status =
        new Status(
            environment.name(),
            name.id(),
            name.incarnation(),
            ready.getAsBoolean(),
            following.reachesControlPlane(),
            following.status());
    return Outbound.json(200, Json.write(status));
  }
}
