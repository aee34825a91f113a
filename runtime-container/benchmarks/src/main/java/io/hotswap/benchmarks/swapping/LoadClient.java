package io.hotswap.benchmarks.swapping;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hotswap.benchmarks.loading.Loads;
import java.util.concurrent.CountDownLatch;

/// Calls without a pause, and looks at who answered.
final class LoadClient {
  private final CurrentVersion current;
  private final CountDownLatch ready;
  private final Thread thread;
  private Latencies latencies = new Latencies();
  private long calls;
  private long failed;
  private long wrong;
  private volatile boolean forgetting;
  private volatile boolean ended;

  LoadClient(CurrentVersion current, CountDownLatch ready) {
    this.current = current;
    this.ready = ready;
    this.thread = Thread.ofPlatform().name("caller").start(this::run);
  }

  private void run() {
    try {
      ready.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    while (!ended) {
      if (forgetting) {
        latencies = new Latencies();
        calls = 0;
        failed = 0;
        wrong = 0;
        forgetting = false;
      }
      call();
    }
  }

  // Whatever a swap makes of a call is a failed call.
  @SuppressWarnings("CatchingUnchecked")
  private void call() {
    int oldest = current.served();
    long began = System.nanoTime();
    calls++;
    try {
      var answer = new String(current.running().call(Loads.BODY), US_ASCII);
      latencies.count(System.nanoTime() - began);
      int number = Integer.parseInt(answer.split("[. ]", 3)[1]);
      if (number < oldest || number > current.expected()) {
        wrong++;
      }
    } catch (Exception | Error failure) {
      failed++;
    }
  }

  /// What was counted until now was warming up.
  void forget() {
    forgetting = true;
  }

  void end() throws InterruptedException {
    ended = true;
    thread.join();
  }

  Latencies latencies() {
    return latencies;
  }

  long calls() {
    return calls;
  }

  long failed() {
    return failed;
  }

  long wrong() {
    return wrong;
  }
}
