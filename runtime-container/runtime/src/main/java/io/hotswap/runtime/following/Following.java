package io.hotswap.runtime.following;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.runtime.caching.Caching;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.crash.Suspects;
import io.hotswap.runtime.disk.LastGood;
import io.hotswap.runtime.loading.ExaminingHealth;
import io.hotswap.runtime.loading.LoadingVersion;
import io.hotswap.runtime.loading.RetiringVersion;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.routing.Switchboard;
import io.hotswap.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;

/// Assembles the node's loop.
///
/// @param retry before a version whose binary could not be fetched is tried again
public record Following(
    RoutingFeed feed,
    Nodes nodes,
    Environment environment,
    NodeName node,
    LoadingVersion loading,
    RetiringVersion retiring,
    Calling calling,
    ExaminingHealth examining,
    Switchboard switchboard,
    LastGood lastGood,
    CrashJournal journal,
    NodeMetrics metrics,
    Telemetry telemetry,
    Caching caching,
    MeetingFellows meeting,
    Clock clock,
    Duration retry) {
  public FollowingRouting every(Duration pause) {
    var acknowledging = new Acknowledging(nodes, new Reachability("acknowledgement", metrics));
    var bench =
        new Bench(
            node,
            loading,
            retiring,
            new Accepting(calling),
            switchboard,
            lastGood,
            acknowledging,
            journal,
            new Suspects(journal),
            caching,
            meeting,
            metrics,
            telemetry,
            clock,
            retry);
    return new FollowingRouting(
        feed, environment, bench, examining, new Reachability("routing", metrics), pause);
  }
}
