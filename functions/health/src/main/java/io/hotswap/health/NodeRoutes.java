package io.hotswap.health;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.fleet.NodeWatcher;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The nodes that serve calls, with their states.
@Controller("/api/v1/nodes")
final class NodeRoutes {
  private final NodeWatcher watcher;

  NodeRoutes(NodeWatcher watcher) {
    this.watcher = watcher;
  }

  record NodePage(List<NodeStatusView> items, Optional<String> next) {}

  @Get
  @Operation(Action.LIST_NODES)
  HttpResponse<?> list(
      ApiCall call,
      @QueryValue Optional<Environment> environment,
      @QueryValue Optional<NodeState> state) {
    return call.page(page -> Result.done(ApiAnswer.ok(listed(environment, state, page))));
  }

  private NodePage listed(
      Optional<Environment> environment, Optional<NodeState> state, PageRequest page) {
    var all =
        Arrays.stream(Environment.values())
            .filter(it -> environment.isEmpty() || environment.get() == it)
            .flatMap(it -> watcher.currentStatuses(it).stream())
            .filter(it -> state.isEmpty() || state.get() == it.state())
            .filter(it -> page.after().isEmpty() || key(it).compareTo(page.after().get()) > 0)
            .sorted((one, other) -> key(one).compareTo(key(other)))
            .toList();
    var items = all.stream().limit(page.limit()).toList();
    return new NodePage(
        items.stream().map(NodeStatusView::of).toList(),
        all.size() > items.size()
            ? Optional.of(Parameters.next(key(items.getLast())))
            : Optional.empty());
  }

  private static String key(NodeStatus node) {
    return node.environment() + "#" + node.nodeId();
  }
}
