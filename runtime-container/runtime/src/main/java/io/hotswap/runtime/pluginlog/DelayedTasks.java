package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.supervision.NodeThread;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs short tasks a second later, on a thread that exists only while there are some.
final class DelayedTasks {
  private static final ScheduledThreadPoolExecutor LATER = executor();

  private DelayedTasks() {}

  private static ScheduledThreadPoolExecutor executor() {
    var later = new ScheduledThreadPoolExecutor(1, NodeThread.factory("plugin-lines-"));
    later.setKeepAliveTime(5, TimeUnit.SECONDS);
    later.allowCoreThreadTimeOut(true);
    return later;
  }

  static void inASecond(Runnable work) {
    var _ = LATER.schedule(work, 1, TimeUnit.SECONDS);
  }
}
