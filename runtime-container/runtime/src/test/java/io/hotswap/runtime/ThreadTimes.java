package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each platform thread of this process uses of the processors from here on. */
final class ThreadTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Long, Long> before =
      Arrays.stream(THREADS.getAllThreadIds())
          .boxed()
          .collect(Collectors.toMap(it -> it, THREADS::getThreadCpuTime));

  void assertNoneUsedMoreThan(long nanos) {
    var spinning =
        before.entrySet().stream()
            .filter(it -> it.getKey() != Thread.currentThread().threadId())
            .filter(it -> THREADS.getThreadCpuTime(it.getKey()) - it.getValue() > nanos)
            .map(it -> THREADS.getThreadInfo(it.getKey()))
            .map(it -> it == null ? "gone" : it.getThreadName())
            .toList();
    assertEquals(List.of(), spinning);
  }
}
