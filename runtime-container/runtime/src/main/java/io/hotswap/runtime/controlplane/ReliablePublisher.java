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

/// Tells the control plane one kind of thing: at once, and as long as it takes to get through. Of
/// what has the same key only the newest word counts; these go out one after the other. Bounded:
/// when too much is unsaid, the oldest is given up.
///
/// @param <K> what a word is about
/// @param <W> the word
public final class ReliablePublisher<K, W> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReliablePublisher.class);

  private final Map<K, W> unsaid = new LinkedHashMap<>();
  private final Set<K> queued = ConcurrentHashMap.newKeySet();
  private final List<ExecutorService> senders;
  private final String name;
  private final int most;
  private final BinaryOperator<W> newer;
  private final Consumer<W> ear;
  private final Reachability reachability;
  private boolean complained;

  /// @param name of its threads
  /// @param atOnce how many words may be on their way
  /// @param most how many may be unsaid
  /// @param newer makes of an unsaid word and the next one what is left to say
  public ReliablePublisher(
      String name,
      int atOnce,
      int most,
      BinaryOperator<W> newer,
      Consumer<W> ear,
      Reachability reachability) {
    this.senders = IntStream.range(0, atOnce).mapToObj(number -> sender(name, number)).toList();
    this.name = name;
    this.most = most;
    this.newer = newer;
    this.ear = ear;
    this.reachability = reachability;
  }

  // What is queued after the end is silently left out: nobody waits for it.
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

  public void say(K key, W word) {
    keep(key, word);
    queue(key);
  }

  private synchronized void keep(K key, W word) {
    unsaid.merge(key, word, newer);
    if (unsaid.size() > most) {
      var oldest = unsaid.keySet().iterator().next();
      unsaid.remove(oldest);
      complain(oldest);
    }
  }

  private void complain(K oldest) {
    if (!complained) {
      LOG.warn("{}: {} unsaid, giving up the oldest, {} …", name, most, oldest);
    }
    complained = true;
  }

  /// Tries again what did not get through.
  public void sayAgain() {
    keys().forEach(this::queue);
  }

  private synchronized List<K> keys() {
    return List.copyOf(unsaid.keySet());
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
    var word = word(key);
    if (word == null) {
      return;
    }
    try {
      ear.accept(word);
      said(key, word);
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }

  private synchronized @Nullable W word(K key) {
    return unsaid.get(key);
  }

  // A newer word may have come meanwhile; whether it says the same is slow to find out.
  @SuppressWarnings("ReferenceEquality")
  private synchronized void said(K key, W word) {
    if (unsaid.get(key) == word) {
      unsaid.remove(key);
      complained = complained && !unsaid.isEmpty();
    }
  }

  /// Takes no further words, and tries once more to say what is unsaid.
  public void beginEnding() {
    sayAgain();
    senders.forEach(ExecutorService::shutdown);
  }

  /// Waits for what is on its way.
  ///
  /// @param deadline on the scale of `System.nanoTime()`
  public void awaitEnd(long deadline) throws InterruptedException {
    for (var sender : senders) {
      var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!sender.awaitTermination(left.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{}: leaving something unsaid", name);
      }
    }
  }

  @Override
  public void close() {
    senders.forEach(ExecutorService::shutdownNow);
  }
}
