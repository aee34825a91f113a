package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.controlplane.AckReporter;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.crash.Suspects;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.RetiringVersion;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.membership.MembershipPoller;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.reconciliation.AcceptanceRun;
import io.hotswap.runtime.reconciliation.ReconcilerContext;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;

/// What the routing follower is assembled from.
///
/// @param retry pause before a version whose binary could not be fetched is tried again
public record NodeLoops(
    RoutingFeed feed,
    Nodes nodes,
    Environment environment,
    NodeName node,
    VersionLoader versionLoader,
    RetiringVersion retiring,
    Calling calling,
    HealthCheck healthCheck,
    RouteTable routeTable,
    RoutingSnapshotStore snapshotStore,
    CrashJournal journal,
    NodeMetrics metrics,
    Telemetry telemetry,
    CachePolicy cachePolicy,
    MembershipPoller membershipPoller,
    Clock clock,
    Duration retry) {
  public RoutingFollower follower(Duration pause) {
    var ackReporter = new AckReporter(nodes, new Reachability("acknowledgement", metrics));
    var context =
        new ReconcilerContext(
            node,
            versionLoader,
            retiring,
            new AcceptanceRun(calling),
            routeTable,
            snapshotStore,
            ackReporter,
            journal,
            new Suspects(journal),
            cachePolicy,
            membershipPoller,
            metrics,
            telemetry,
            clock,
            retry);
    return new RoutingFollower(
        feed, environment, context, healthCheck, new Reachability("routing", metrics), pause);
  }
}
