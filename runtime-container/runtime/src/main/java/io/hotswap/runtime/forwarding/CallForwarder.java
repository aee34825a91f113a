package io.hotswap.runtime.forwarding;

import io.hotswap.runtime.caching.ClusterMembers;
import io.hotswap.runtime.caching.ClusterMembers.Member;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.metrics.ForwardingMetrics;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forwards calls to other nodes where a plugin is unhealthy on this node alone. A call is
/// forwarded once: a node that received it answers it. A second node is tried only if the first has
/// certainly not begun the call.
public final class CallForwarder implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallForwarder.class);
  private static final int MOST_NODES = 2;
  private static final Duration AVOIDED_FOR = Duration.ofSeconds(2);
  // The other node ends the call at the same deadline, and its answer says more.
  private static final Duration TRANSIT_MARGIN = Duration.ofMillis(500);
  private static final Set<Integer> NOT_BEGUN = Set.of(401, 404, 431, 503);

  private final Map<String, Long> unreachable = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final ForwardingConfig config;
  private final ClusterMembers members;
  private final BooleanSupplier hasRoomForAll;
  private final ForwardingMetrics metrics;
  private final NodeConnections connections;

  /// @param hasRoomForAll whether all plugins fit into this node's cache, and so into the others'
  public CallForwarder(
      ForwardingConfig config,
      ClusterMembers members,
      BooleanSupplier hasRoomForAll,
      BytesInFlight inFlight,
      ForwardingMetrics metrics) {
    this.config = config;
    this.members = members;
    this.hasRoomForAll = hasRoomForAll;
    this.metrics = metrics;
    this.connections = new NodeConnections(config, inFlight);
  }

  @Override
  public List<Loop> loops() {
    return connections.probe().loops();
  }

  /// Does not block.
  public CompletableFuture<Forwarded> forward(ForwardedCall call) {
    var answer = new CompletableFuture<Forwarded>();
    if (underWay.incrementAndGet() > config.mostCalls()) {
      answer.complete(new Forwarded.Untaken("too many calls are with other nodes already"));
    } else {
      completeOnFailure(
          answer,
          () ->
              next(
                  call,
                  candidates(call).iterator(),
                  "no other node is there to answer it",
                  answer));
    }
    return answer
        .whenComplete((_, _) -> underWay.decrementAndGet())
        .thenApply(end -> recordOutcome(call, end));
  }

  /// Number of calls that are being forwarded.
  int underWay() {
    return underWay.get();
  }

  // Completes the answer with what the step throws: Netty's listeners would only log it.
  private static void completeOnFailure(CompletableFuture<Forwarded> answer, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      answer.completeExceptionally(fault);
    }
  }

  private Forwarded recordOutcome(ForwardedCall call, Forwarded end) {
    switch (end) {
      case Forwarded.Answered _ -> metrics.forwarded(call.plugin(), "answered");
      case Forwarded.Untaken _ -> metrics.forwarded(call.plugin(), "untaken");
      case Forwarded.TimedOut _ -> metrics.forwarded(call.plugin(), "timed_out");
      case Forwarded.Lost(var node, var why) -> {
        metrics.forwarded(call.plugin(), "lost");
        LOG.warn("A call of {} was forwarded to {} and is lost: {}", call.plugin(), node, why);
      }
    }
    return end;
  }

  /// The nodes to try, those last that could not be reached a moment ago.
  private List<Member> candidates(ForwardedCall call) {
    var others = members.others(call.pluginId(), call.ejected(), !hasRoomForAll.getAsBoolean());
    connections.keepOnly(members.addresses());
    unreachable.keySet().retainAll(members.ids());
    long now = System.nanoTime();
    return others.stream()
        .sorted(Comparator.comparing(it -> unreachable.getOrDefault(it.id(), now) - now > 0))
        .limit(MOST_NODES)
        .toList();
  }

  /// @param why no node has taken it so far
  private void next(
      ForwardedCall call, Iterator<Member> nodes, String why, CompletableFuture<Forwarded> answer) {
    if (!nodes.hasNext() || call.deadline() - System.nanoTime() <= 0) {
      answer.complete(new Forwarded.Untaken(why));
      return;
    }
    var node = nodes.next();
    // Built before a connection is opened: a failure here has none to release.
    var request = request(call, node);
    connections
        .open(node.address())
        .addListener(
            (Future<Channel> opened) ->
                completeOnFailure(
                    answer, () -> opened(call, node, request, opened, nodes, answer)));
  }

  private void opened(
      ForwardedCall call,
      Member node,
      HttpRequest request,
      Future<Channel> opened,
      Iterator<Member> nodes,
      CompletableFuture<Forwarded> answer) {
    if (opened.isSuccess()) {
      unreachable.remove(node.id());
      send(call, node, request, opened.getNow(), nodes, answer);
      return;
    }
    var until = System.nanoTime() + AVOIDED_FOR.toNanos();
    if (unreachable.put(node.id(), until) == null) {
      LOG.warn("{} cannot be reached: {}", node.id(), String.valueOf(opened.cause()));
    }
    next(call, nodes, node.id() + " cannot be reached", answer);
  }

  private void send(
      ForwardedCall call,
      Member node,
      HttpRequest request,
      Channel channel,
      Iterator<Member> nodes,
      CompletableFuture<Forwarded> answer) {
    var exchange = channel.pipeline().get(Exchange.class);
    if (exchange == null || !channel.isActive()) {
      next(call, nodes, node.id() + " has just closed the connection", answer);
      return;
    }
    var waiting = exchange.await(call.tenant());
    var _ =
        waiting.whenComplete(
            (got, failure) ->
                completeOnFailure(
                    answer,
                    () -> {
                      boolean reusable = failure == null && got.reusable();
                      connections.release(node.address(), channel, reusable);
                      ended(call, node, got, failure, nodes, answer);
                    }));
    try {
      begin(channel, request, waiting, call.deadline() - System.nanoTime());
    } catch (RuntimeException | Error fault) {
      waiting.completeExceptionally(fault);
    }
  }

  private static void begin(
      Channel channel, HttpRequest request, CompletableFuture<Exchange.Answer> waiting, long left) {
    var timer =
        channel
            .eventLoop()
            .schedule(
                () -> waiting.completeExceptionally(new TimeoutException()),
                Math.max(1, left + TRANSIT_MARGIN.toNanos()),
                TimeUnit.NANOSECONDS);
    var _ = waiting.whenComplete((_, _) -> timer.cancel(false));
    channel
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                waiting.completeExceptionally(written.cause());
              }
            });
  }

  private void ended(
      ForwardedCall call,
      Member node,
      Exchange.Answer got,
      @Nullable Throwable failure,
      Iterator<Member> nodes,
      CompletableFuture<Forwarded> answer) {
    if (failure instanceof TimeoutException) {
      answer.complete(new Forwarded.TimedOut(node.id()));
    } else if (failure != null) {
      answer.complete(new Forwarded.Lost(node.id(), sentence(failure)));
    } else if (hasNotBegun(got)) {
      next(call, nodes, node.id() + " did not take it either", answer);
    } else {
      answer.complete(
          new Forwarded.Answered(
              node.id(), got.head().status().code(), got.head().headers(), got.body()));
    }
  }

  private static String sentence(Throwable failure) {
    var message = failure.getMessage();
    return failure instanceof IOException && message != null ? message : failure.toString();
  }

  /// Whether the other node has not begun: an answer of a call would name the plugin's version.
  private static boolean hasNotBegun(Exchange.Answer got) {
    return NOT_BEGUN.contains(got.head().status().code())
        && !got.head().headers().contains("HotSwap-Plugin-Version");
  }

  private static DefaultFullHttpRequest request(ForwardedCall call, Member node) {
    var headers =
        call.headers()
            .copy()
            .set(HttpHeaderNames.HOST, node.address())
            .setInt(HttpHeaderNames.CONTENT_LENGTH, call.body().length);
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        HttpMethod.POST,
        call.path(),
        Unpooled.wrappedBuffer(call.body()),
        headers,
        EmptyHttpHeaders.INSTANCE);
  }

  @Override
  public void close() {
    connections.close();
  }
}
