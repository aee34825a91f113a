package io.hotswap.health;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.fleet.NodeWatcher;
import io.hotswap.domain.health.AnomalyResponse;
import io.hotswap.domain.health.NodeEjection;
import io.hotswap.domain.ids.Environment;
import io.hotswap.telemetry.FunctionMetrics;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reviews all environments: readmits ejected nodes that are healthy again without having reported
/// it, and records changes of the nodes' states. A failure in one environment, or of one plugin,
/// does not keep the others from being reviewed.
@Singleton
final class NodeReview {
  private static final Logger LOG = LoggerFactory.getLogger(NodeReview.class);

  private final NodeEjection nodeEjection;
  private final NodeWatcher watcher;
  private final Telemetry telemetry;

  NodeReview(NodeEjection nodeEjection, NodeWatcher watcher, Telemetry telemetry) {
    this.nodeEjection = nodeEjection;
    this.watcher = watcher;
    this.telemetry = telemetry;
  }

  /// @throws IllegalStateException at the end, when any environment could not be reviewed
  void review(String requestId) {
    List<RuntimeException> failures = new ArrayList<>();
    for (var environment : Environment.values()) {
      tryReview(environment, requestId).ifPresent(failures::add);
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          failures.size() + " environments could not be reviewed", failures.getFirst());
    }
  }

  private Optional<RuntimeException> tryReview(Environment environment, String requestId) {
    try {
      telemetry.inSpan(
          "plugin.review",
          "",
          Map.of("environment", environment.name()),
          () -> {
            review(environment, requestId);
            return environment;
          });
      return Optional.empty();
    } catch (RuntimeException e) {
      FunctionMetrics.count(
          "plugin.reviews.failed.total", Map.of("environment", environment.name()));
      return Optional.of(e);
    }
  }

  // Logged inside the span, so that the line has its trace id.
  private void review(Environment environment, String requestId) {
    var origin = Origin.system("watch", requestId, Traceparent.current());
    var failures =
        Stream.of(
                runAndLog(
                    "Plugins of " + environment,
                    () -> nodeEjection.review(environment, origin),
                    AnomalyResponse.class,
                    it -> log(environment, it)),
                runAndLog(
                    "Nodes of " + environment,
                    () -> watcher.watch(environment),
                    NodeStatus.class,
                    NodeReview::log))
            .flatMap(Optional::stream)
            .toList();
    if (!failures.isEmpty()) {
      var first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private static <T> Optional<RuntimeException> runAndLog(
      String what, Supplier<List<T>> check, Class<T> type, Consumer<T> logResult) {
    try {
      check.get().forEach(logResult);
      return Optional.empty();
    } catch (PartialFailure e) {
      e.results().stream().map(type::cast).forEach(logResult);
      e.failures()
          .forEach((item, why) -> LOG.error("{} could not be reviewed: {}", what, item, why));
      return Optional.of(e);
    } catch (RuntimeException e) {
      LOG.error("{} could not be reviewed", what, e);
      return Optional.of(e);
    }
  }

  private static void log(NodeStatus node) {
    LOG.info("{} of {} is {}", node.nodeId(), node.environment(), node.state());
    FunctionMetrics.count(
        "nodes.changed.total",
        Map.of("environment", node.environment().name(), "state", node.state().name()));
  }

  private static void log(Environment environment, AnomalyResponse anomalyResponse) {
    var name = anomalyResponse.getClass().getSimpleName();
    LOG.info("Review of {}: {}, {}", environment, name, anomalyResponse.why());
    FunctionMetrics.count("plugin.reviews.total", Map.of("reaction", name));
  }
}
