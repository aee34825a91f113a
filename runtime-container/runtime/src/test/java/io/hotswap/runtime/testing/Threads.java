package io.hotswap.runtime.testing;

import java.util.List;
import java.util.stream.IntStream;

/** Several threads that do the same at once. */
public final class Threads {
  private Threads() {}

  public static List<Thread> start(int number, Runnable work) {
    return IntStream.range(0, number).mapToObj(it -> Thread.ofPlatform().start(work)).toList();
  }

  public static boolean anyAlive(List<Thread> threads) {
    return threads.stream().anyMatch(Thread::isAlive);
  }

  /** Starts them and waits for all. */
  public static void run(int number, Runnable work) throws InterruptedException {
    for (var thread : start(number, work)) {
      thread.join();
    }
  }
}
