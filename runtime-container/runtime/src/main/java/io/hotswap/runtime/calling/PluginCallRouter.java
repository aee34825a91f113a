package io.hotswap.runtime.calling;

import io.hotswap.runtime.caching.ColdStarts;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.InvocationCall;
import io.hotswap.runtime.plugin.PluginCallResult;
import io.hotswap.runtime.plugin.PluginCallResult.NotAnswered;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.spi.Call;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Routes the calls that plugins make of each other like those of clients, on this node. A call
/// never waits for a quota, and no plugin occurs twice among those that wait for each other: so
/// none waits for itself.
public final class PluginCallRouter {
  /// Plugins that wait for each other, at most.
  static final int DEEPEST = 8;

  /// Of a client's call, too.
  static final int MOST_BODY = 6 * 1024 * 1024;

  private final Parts parts;

  /// What carries a call out.
  record Parts(
      RouteTable routeTable,
      Calling calling,
      ColdStarts coldStarts,
      BytesInFlight inFlight,
      NodeMetrics metrics) {}

  public PluginCallRouter(
      RouteTable routeTable,
      Calling calling,
      ColdStarts coldStarts,
      BytesInFlight inFlight,
      NodeMetrics metrics) {
    this.parts = new Parts(routeTable, calling, coldStarts, inFlight, metrics);
  }

  /// The calls of one version.
  ///
  /// @param permitted plugins that its manifest permits it to call
  public PluginCalls of(PluginRef caller, Set<String> permitted) {
    return (within, request) -> begin(caller, permitted, within, request);
  }

  private CompletableFuture<PluginCallResult> begin(
      PluginRef caller, Set<String> permitted, Call within, PluginRequest request) {
    // A plugin might bring a call of its own making, with another tenant in it.
    if (!(within instanceof InvocationCall call) || !call.chain().plugin().equals(caller)) {
      return refused(
          "within has to be the call that "
              + caller.label()
              + " is answering, as handle was given it");
    }
    var refusal = refusal(permitted, call, request);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    return new RoutedPluginCall(parts, call, request).begin();
  }

  private static CompletableFuture<PluginCallResult> refused(String why) {
    return CompletableFuture.completedFuture(NotAnswered.of(Reason.REFUSED, why));
  }

  private static Optional<String> refusal(
      Set<String> permitted, InvocationCall call, PluginRequest request) {
    var plugin = request.plugin();
    var chain = call.chain();
    if (!permitted.contains(plugin)) {
      return Optional.of(
          "permissions.calls of %s does not list %s"
              .formatted(chain.plugin().label(), printable(plugin)));
    }
    if (chain.has(plugin)) {
      return Optional.of(
          "%s → %s is a cycle: %s waits for this call already"
              .formatted(chain.path(), plugin, plugin));
    }
    if (chain.length() >= DEEPEST) {
      return Optional.of(
          "%s → %s: at most %d plugins wait for each other"
              .formatted(chain.path(), plugin, DEEPEST));
    }
    if (request.body().length > MOST_BODY) {
      return Optional.of(
          "the body has %,d bytes; at most %,d pass between plugins"
              .formatted(request.body().length, MOST_BODY));
    }
    return Optional.empty();
  }

  private static String printable(String name) {
    return PluginText.NAME.of(name);
  }
}
