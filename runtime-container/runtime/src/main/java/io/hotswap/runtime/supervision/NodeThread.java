package io.hotswap.runtime.supervision;

import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A platform thread of the node that ignores interruptions by plugin code, which may interrupt any
/// thread that it finds: an aborted read, a closed file channel or an abandoned queue would be the
/// node's fault to its clients.
public final class NodeThread extends Thread {
  private static final Logger LOG = LoggerFactory.getLogger(NodeThread.class);
  private static final StackWalker STACK =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));
  private static final AtomicLong REFUSED = new AtomicLong();
  private static final AtomicBoolean LOGGED = new AtomicBoolean();

  private NodeThread(String name, Runnable work) {
    super(null, work, name, 0, false);
    setDaemon(true);
    // Not the creator's context class loader: the thread may outlive a plugin. Nor the node's:
    // plugins see all threads.
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

  /// Interruptions by plugin code so far.
  public static long interruptsRefused() {
    return REFUSED.get();
  }

  // Also through a thread group or a pool: the stack holds a frame of another class loader.
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
    if (LOGGED.compareAndSet(false, true)) {
      LOG.warn(
          "{} interrupts threads of the node; that has no effect, and is logged once",
          stranger.get());
    }
  }

  // By identity: a plugin's class loader might claim to equal the node's.
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
