package io.hotswap.domain.deployment;

import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocuments;
import java.time.Instant;

/// What a step sees: one moment, the deployment and its place as they are, and where to ask for the
/// rest.
record Situation(
    Deployment deployment,
    Place place,
    RoutingDocuments routing,
    Nodes nodes,
    RolloutTimes times,
    String traceparent,
    Instant now) {

  Phase phase() {
    return deployment.progress().phase();
  }

  long generation() {
    return deployment.progress().generation();
  }

  NextDocument nextDocument() {
    return new NextDocument(
        deployment,
        routing.current(deployment.pluginId(), deployment.environment()),
        traceparent,
        now);
  }

  Instant deadline() {
    return now.plus(times.stage());
  }

  boolean late() {
    return deployment.progress().deadline().filter(it -> !it.isAfter(now)).isPresent();
  }

  NodeCheck.Answer ask(NodeCheck check) {
    var live =
        nodes.leases(deployment.environment()).stream().filter(it -> it.isLiveAt(now)).toList();
    return check.ask(live, nodes.acknowledgements(deployment.environment(), deployment.pluginId()));
  }
}
