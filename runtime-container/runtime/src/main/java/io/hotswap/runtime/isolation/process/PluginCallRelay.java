package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.ProtocolViolation;
import io.hotswap.runtime.plugin.PluginCallResult;
import io.hotswap.runtime.plugin.PluginCallResult.Answered;
import io.hotswap.runtime.plugin.PluginCallResult.NotAnswered;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.spi.Call;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the calls of other plugins that a worker asks for, within calls that it has.
final class PluginCallRelay {
  private static final Logger LOG = LoggerFactory.getLogger(PluginCallRelay.class);
  private static final int MOST_AT_ONCE = 1_024;
  private static final NotAnswered ENDED =
      NotAnswered.of(Reason.REFUSED, "the call that it is within has ended");

  private final Map<Long, Underway> underway = new ConcurrentHashMap<>();
  private final String label;
  private final PluginCalls calls;
  private final FrameSender sender;

  private record Underway(long within, CompletableFuture<PluginCallResult> result) {}

  PluginCallRelay(String label, PluginCalls calls, FrameSender sender) {
    this.label = label;
    this.calls = calls;
    this.sender = sender;
  }

  /// Does not block.
  ///
  /// @param within null when that call has ended
  void begin(Frame.CallPlugin asked, @Nullable Call within) throws ProtocolViolation {
    if (underway.containsKey(asked.id())) {
      throw new ProtocolViolation("a second call of a plugin with the number " + asked.id());
    }
    if (within == null) {
      send(asked.id(), ENDED);
    } else if (underway.size() >= MOST_AT_ONCE) {
      send(
          asked.id(),
          NotAnswered.of(
              Reason.UNAVAILABLE, "a process has " + MOST_AT_ONCE + " calls under way already"));
    } else {
      var request =
          new PluginRequest(asked.plugin(), asked.operation(), asked.contentType(), asked.body());
      var result = calls.begin(within, request);
      // It may have ended already: put first, so that its end removes it.
      underway.put(asked.id(), new Underway(asked.within(), result));
      var _ = result.whenComplete((end, _) -> ended(asked.id(), end));
    }
  }

  private void ended(long id, @Nullable PluginCallResult end) {
    underway.remove(id);
    // None when it was cancelled.
    send(id, end == null ? ENDED : end);
  }

  private void send(long id, PluginCallResult end) {
    boolean sent =
        switch (end) {
          case Answered(var reply) ->
              sender.sendReply(new Frame.PluginReplied(id, reply.contentType(), reply.body()))
                  || sender.send(
                      frame(
                          id,
                          NotAnswered.of(
                              Reason.UNAVAILABLE, "the process does not read its replies")));
          case NotAnswered it -> sender.send(frame(id, it));
        };
    if (!sent) {
      // It waits until its deadline.
      LOG.warn("{}: its process reads so little that it misses a plugin's answer", label);
    }
  }

  private static Frame frame(long id, NotAnswered it) {
    return new Frame.PluginNotReplied(id, it.reason().name(), it.pointer(), it.message());
  }

  /// Interrupts a call that nobody waits for.
  void giveUp(long id) {
    var given = underway.get(id);
    if (given != null) {
      given.result().cancel(true);
    }
  }

  /// Interrupts what was begun within a call that has ended.
  void endWithin(long call) {
    if (!underway.isEmpty()) {
      underway.values().stream()
          .filter(it -> it.within() == call)
          .forEach(it -> it.result().cancel(true));
    }
  }

  void close() {
    underway.values().forEach(it -> it.result().cancel(true));
  }
}
