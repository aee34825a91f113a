package io.hotswap.runtime.calling;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.caching.ColdStarts.ColdStart;
import io.hotswap.runtime.memory.Reservation;
import io.hotswap.runtime.plugin.InvocationCall;
import io.hotswap.runtime.plugin.PluginCallResult;
import io.hotswap.runtime.plugin.PluginCallResult.Answered;
import io.hotswap.runtime.plugin.PluginCallResult.NotAnswered;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import io.hotswap.spi.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of a plugin by another, from its route to its end. Holds no thread while it waits for a
/// version that is cold.
final class RoutedPluginCall {
  private static final Logger LOG = LoggerFactory.getLogger(RoutedPluginCall.class);

  private final CompletableFuture<PluginCallResult> end = new CompletableFuture<>();
  private final PluginCallRouter.Parts parts;
  private final InvocationCall caller;
  private final PluginRequest request;
  private final long deadline;
  private @Nullable Reservation memory;

  /// @param caller the call that it is made within
  RoutedPluginCall(PluginCallRouter.Parts parts, InvocationCall caller, PluginRequest request) {
    this.parts = parts;
    this.caller = caller;
    this.request = request;
    this.deadline = System.nanoTime() + caller.remaining().toNanos();
  }

  CompletableFuture<PluginCallResult> begin() {
    try {
      switch (parts.inFlight().reserve(caller.tenant(), request.body().length)) {
        case Result.Done<Reservation>(Reservation reservation) -> {
          memory = reservation;
          var _ = end.whenComplete((_, _) -> reservation.release());
          route();
        }
        case Result.Refused<Reservation>(Refusal refusal) ->
            notAnswered(Reason.UNAVAILABLE, refusal.detail());
      }
    } catch (RuntimeException | Error fault) {
      fail(fault);
    }
    return end;
  }

  private void fail(Throwable fault) {
    LOG.error("A call of {} by a plugin failed in the node", request.plugin(), fault);
    notAnswered(Reason.FAILED, "the node failed at calling " + request.plugin());
  }

  private void route() {
    if (left().isZero()) {
      notAnswered(Reason.TIMED_OUT, "no time is left for " + request.plugin());
      return;
    }
    // Here, also where the document ejects this node: there is no token to forward with.
    var target =
        parts.routeTable().route(request.plugin(), caller.tenant(), true, request.body().length);
    switch (target) {
      case RouteResult.Entered entered -> {
        call(entered);
        parts.metrics().cache().hit();
      }
      case RouteResult.Cold cold -> {
        parts.metrics().cache().missed();
        load(cold);
      }
      case RouteResult.Ejected _ -> unavailable(" is ejected on this node");
      case RouteResult.Refusing refusing -> refused(refusing);
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private Duration limit() {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  private void load(RouteResult.Cold cold) {
    var waited = parts.calling().countWaiting();
    var _ =
        parts
            .coldStarts()
            .begin(cold.pluginId(), cold.version(), left())
            .thenAccept(this::resume)
            .whenComplete(
                (_, fault) -> {
                  waited.run();
                  if (fault != null) {
                    fail(fault);
                  }
                });
  }

  private void resume(ColdStart coldStart) {
    switch (coldStart) {
      case ColdStart.Loaded() -> route();
      case ColdStart.Unavailable(String why, Duration _) -> unavailable(": " + why);
    }
  }

  private void call(RouteResult.Entered entered) {
    boolean begun = false;
    try {
      var version = entered.version();
      if (!version.has(request.operation())) {
        notAnswered(
            Reason.REFUSED,
            version.ref().label() + " has no operation " + PluginText.NAME.of(request.operation()));
        return;
      }
      var target = caller.chain().counts() ? entered : entered.uncounted();
      // From here on `leave` is called by the invocation.
      begun = true;
      var running =
          parts
              .calling()
              .begun(
                  invocation(),
                  target,
                  limit(),
                  (_, result) -> end.complete(result(target, result)));
      var _ = end.whenComplete((_, _) -> interruptIfCancelled(running));
    } finally {
      if (!begun) {
        entered.leave();
      }
    }
  }

  private void interruptIfCancelled(RunningCall running) {
    if (end.isCancelled()) {
      running.interrupt();
    }
  }

  private InvocationRequest invocation() {
    return new InvocationRequest(
        request.operation(),
        caller.tenant(),
        request.contentType(),
        request.body(),
        caller.traceparent(),
        caller.tracestate(),
        memory,
        caller.chain());
  }

  private static PluginCallResult result(RouteResult.Entered target, InvocationResult result) {
    var label = target.version().ref().label();
    return switch (result) {
      case InvocationResult.Replied(Reply reply) -> reply(label, reply);
      case InvocationResult.Rejected(String pointer, String message) ->
          new NotAnswered(Reason.REJECTED, pointer, message);
      case InvocationResult.Failed _, InvocationResult.NodeFault _ ->
          NotAnswered.of(Reason.FAILED, label + " failed");
      case InvocationResult.OverLimit(String why) -> NotAnswered.of(Reason.OVER_QUOTA, why);
      case InvocationResult.NotBegun(NotBegunCause cause, _) ->
          NotAnswered.of(Reason.UNAVAILABLE, label + ": " + cause.sentence());
      case InvocationResult.TimedOut() ->
          NotAnswered.of(Reason.TIMED_OUT, label + " did not reply before the deadline");
    };
  }

  private static PluginCallResult reply(String label, Reply reply) {
    if (reply.body().length > PluginCallRouter.MOST_BODY) {
      return NotAnswered.of(
          Reason.FAILED,
          "%s replied with %,d bytes; at most %,d pass between plugins"
              .formatted(label, reply.body().length, PluginCallRouter.MOST_BODY));
    }
    if (reply.contentType().length() > PluginText.NAME.most()) {
      return NotAnswered.of(
          Reason.FAILED,
          "%s replied with a media type of %d characters; at most %d are passed on"
              .formatted(label, reply.contentType().length(), PluginText.NAME.most()));
    }
    return new Answered(reply);
  }

  private void refused(RouteResult.Refusing refusing) {
    switch (refusing) {
      case RouteResult.OverQuota(var plugin, var why) -> {
        parts.metrics().overQuota(plugin, why.limit());
        notAnswered(
            Reason.OVER_QUOTA,
            "tenant %s is over its quota of %s: %s"
                .formatted(caller.tenant(), plugin, why.sentence()));
      }
      case RouteResult.Disabled() -> unavailable(" is switched off by tenant " + caller.tenant());
      case RouteResult.NotDeployed() -> unavailable(" is not deployed in this environment");
      case RouteResult.NotReady() -> unavailable(" is not ready on this node");
      case RouteResult.Quarantined(var version, var why) ->
          notAnswered(Reason.UNAVAILABLE, version + " takes no calls on this node now: " + why);
      case RouteResult.NoPreview _ -> unavailable(" is not previewed");
    }
  }

  private void unavailable(String why) {
    notAnswered(Reason.UNAVAILABLE, request.plugin() + why);
  }

  private void notAnswered(Reason reason, String message) {
    end.complete(NotAnswered.of(reason, message));
  }
}
