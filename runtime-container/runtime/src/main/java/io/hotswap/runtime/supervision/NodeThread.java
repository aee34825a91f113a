package io.hotswap.runtime.supervision;

import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A platform thread of the node's own. Plugin code that interrupts whatever threads it finds does
/// not interrupt this one: a read that is aborted, a file channel that is closed or a queue that
/// nobody takes from any more would be the node's fault to its clients.
public final class NodeThread extends Thread {
  private static final Logger LOG = LoggerFactory.getLogger(NodeThread.class);
  private static final StackWalker STACK =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));
  private static final AtomicLong REFUSED = new AtomicLong();
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private NodeThread(String name, Runnable work) {
    super(null, work, name, 0, false);
    setDaemon(true);
    // Not that of whoever begins it: it may outlive a plugin. Nor the node's: plugins see all
    // threads.
    setContextClassLoader(PlatformOnly.NODE);
  }

  public static Thread unstarted(String name, Runnable work) {
    return new NodeThread(name, work);
  }

  public static Thread start(String name, Runnable work) {
    var thread = unstarted(name, work);
    thread.start();
    return thread;
  }

  /// @param prefix of the threads' names, which end with a number
  public static ThreadFactory factory(String prefix) {
    var number = new AtomicLong();
    return work -> unstarted(prefix + number.getAndIncrement(), work);
  }

  /// How often plugin code tried in this process.
  public static long interruptsRefused() {
    return REFUSED.get();
  }

  // Also through a thread group or a thread pool: somewhere below is code of another loader.
  @Override
  public void interrupt() {
    var stranger =
        STACK.walk(
            frames -> frames.map(NodeThread::stranger).filter(it -> !it.isEmpty()).findFirst());
    if (stranger.isEmpty()) {
      super.interrupt();
      return;
    }
    REFUSED.incrementAndGet();
    if (TOLD.compareAndSet(false, true)) {
      LOG.warn(
          "{} interrupts threads of the node; that has no effect, and is told once",
          stranger.get());
    }
  }

  // Loaders are who they are; one of a plugin might say that it equals ours.
  @SuppressWarnings("ReferenceEquality")
  private static String stranger(StackWalker.StackFrame frame) {
    var loader = frame.getDeclaringClass().getClassLoader();
    boolean isOurs =
        loader == null
            || loader == ClassLoader.getPlatformClassLoader()
            || loader == NodeThread.class.getClassLoader();
    return isOurs ? "" : loader + "";
  }
}
