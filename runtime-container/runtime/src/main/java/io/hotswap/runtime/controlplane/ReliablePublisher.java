package io.hotswap.runtime.controlplane;

import io.hotswap.runtime.supervision.NodeThread;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one kind of message to the control plane: at once, and again until it succeeds. Messages
/// with the same key are merged while they wait, and are sent in order. Bounded: when too many are
/// pending, the oldest is dropped.
///
/// @param <K> key of a message: what it is about
/// @param <W> the message
public final class ReliablePublisher<K, W> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReliablePublisher.class);

  private final Map<K, W> pending = new LinkedHashMap<>();
  private final Set<K> queued = ConcurrentHashMap.newKeySet();
  private final List<ExecutorService> senders;
  private final String name;
  private final int maxPending;
  private final BinaryOperator<W> merge;
  private final Consumer<W> sink;
  private final Reachability reachability;
  private boolean warned;

  /// @param name prefix of its threads' names
  /// @param atOnce how many messages may be sent at the same time
  /// @param most how many messages may wait
  /// @param merge combines a pending message and a newer one of the same key
  /// @param sink sends a message; throws when that fails
  public ReliablePublisher(
      String name,
      int atOnce,
      int most,
      BinaryOperator<W> merge,
      Consumer<W> sink,
      Reachability reachability) {
    this.senders = IntStream.range(0, atOnce).mapToObj(number -> sender(name, number)).toList();
    this.name = name;
    this.maxPending = most;
    this.merge = merge;
    this.sink = sink;
    this.reachability = reachability;
  }

  // Work submitted after the shutdown is dropped silently: nobody waits for it.
  private static ExecutorService sender(String name, int number) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> NodeThread.unstarted(name + "-" + number, work),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  public void publish(K key, W message) {
    keep(key, message);
    queue(key);
  }

  private synchronized void keep(K key, W message) {
    pending.merge(key, message, merge);
    if (pending.size() > maxPending) {
      var oldest = pending.keySet().iterator().next();
      pending.remove(oldest);
      warnDropped(oldest);
    }
  }

  private void warnDropped(K oldest) {
    if (!warned) {
      LOG.warn(
          "{}: over {} reports are pending, dropping the oldest: {} …", name, maxPending, oldest);
    }
    warned = true;
  }

  /// Sends again what failed to be sent.
  public void retry() {
    keys().forEach(this::queue);
  }

  private synchronized List<K> keys() {
    return List.copyOf(pending.keySet());
  }

  private void queue(K key) {
    if (queued.add(key)) {
      senders
          .get(Math.floorMod(key.hashCode(), senders.size()))
          .execute(
              () -> {
                queued.remove(key);
                send(key);
              });
    }
  }

  private void send(K key) {
    var message = message(key);
    if (message == null) {
      return;
    }
    try {
      sink.accept(message);
      sent(key, message);
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }

  private synchronized @Nullable W message(K key) {
    return pending.get(key);
  }

  // A newer message may have replaced it meanwhile. By reference: comparing contents is slow.
  @SuppressWarnings("ReferenceEquality")
  private synchronized void sent(K key, W message) {
    if (pending.get(key) == message) {
      pending.remove(key);
      warned = warned && !pending.isEmpty();
    }
  }

  /// Accepts no further messages, and tries once more to send those that are pending.
  public void beginClose() {
    retry();
    senders.forEach(ExecutorService::shutdown);
  }

  /// Waits until the senders have ended.
  ///
  /// @param deadline on the scale of `System.nanoTime()`
  public void awaitClosed(long deadline) throws InterruptedException {
    for (var sender : senders) {
      var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!sender.awaitTermination(left.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{}: some reports could not be sent before the end", name);
      }
    }
  }

  @Override
  public void close() {
    senders.forEach(ExecutorService::shutdownNow);
  }
}
