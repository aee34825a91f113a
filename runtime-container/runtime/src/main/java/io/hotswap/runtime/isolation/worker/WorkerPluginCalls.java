package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.PluginCallResult;
import io.hotswap.runtime.plugin.PluginCallResult.Answered;
import io.hotswap.runtime.plugin.PluginCallResult.NotAnswered;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.spi.Call;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import io.hotswap.spi.Reply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Asks the node to call other plugins.
final class WorkerPluginCalls implements PluginCalls {
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<PluginCallResult>> waiting = new ConcurrentHashMap<>();
  private final NodeChannel node;

  WorkerPluginCalls(NodeChannel node) {
    this.node = node;
  }

  @Override
  public CompletableFuture<PluginCallResult> begin(Call within, PluginRequest request) {
    if (!(within instanceof WorkerCall call)) {
      return refused("within has to be the call that is being answered, as handle was given it");
    }
    if (request.body().length > Frame.MOST_BODY) {
      return refused(
          "the body has %,d bytes; at most %,d pass between plugins"
              .formatted(request.body().length, Frame.MOST_BODY));
    }
    long number = numbers.incrementAndGet();
    var result = new CompletableFuture<PluginCallResult>();
    waiting.put(number, result);
    var _ = result.whenComplete((_, _) -> ended(number, result));
    node.send(
        new Frame.CallPlugin(
            number,
            call.frame().id(),
            request.plugin(),
            request.operation(),
            request.contentType(),
            request.body()));
    return result;
  }

  private static CompletableFuture<PluginCallResult> refused(String why) {
    return CompletableFuture.completedFuture(NotAnswered.of(Reason.REFUSED, why));
  }

  private void ended(long number, CompletableFuture<PluginCallResult> result) {
    waiting.remove(number);
    if (result.isCancelled()) {
      node.send(new Frame.GiveUpPluginCall(number));
    }
  }

  /// Nobody may wait for it any more.
  void answer(Frame.PluginAnswer answer) {
    var result = waiting.get(answer.id());
    if (result != null) {
      result.complete(
          switch (answer) {
            case Frame.PluginReplied it -> new Answered(new Reply(it.contentType(), it.body()));
            case Frame.PluginNotReplied it ->
                new NotAnswered(Reason.valueOf(it.reason()), it.pointer(), it.message());
          });
    }
  }
}
