package io.hotswap.samples.faulty;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// What a plugin should give back in stop() and this one does not.
final class Leak {
  private static final ThreadLocal<Leak> LOCAL = new ThreadLocal<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Leak() {}

  static void thread() {
    Thread.ofPlatform().daemon().name("faulty-leak-" + COUNT.incrementAndGet()).start(Leak::never);
  }

  static void threadLocal() {
    LOCAL.set(new Leak());
  }

  private static void never() {
    while (true) {
      LockSupport.park();
    }
  }
}
