package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process behind the outer part of a lock; it sets the inner part itself, by [OwnLock].
public final class LockedProcess extends Process {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int SIGNALLED = 128;
  private static final int SIGNAL_BITS = 0x7f;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final int pid;
  private final OutputStream input;
  private final InputStream output;
  private final InputStream error;
  private boolean reaped;
  private volatile int exitCode;

  LockedProcess(int pid, Pipe input, Pipe output, Pipe error) throws IOException {
    this.pid = pid;
    this.input = input.out();
    this.output = output.in();
    this.error = error.in();
  }

  /// @throws LockFailure when the kernel refuses a part of the lock: then nothing was started
  public static LockedProcess start(LockedCommand command)
      throws IOException, InterruptedException {
    return LockedStart.of(command);
  }

  /// Until the process has ended; for one thread.
  void reap() {
    try (var arena = Arena.ofConfined()) {
      var status = arena.allocate(JAVA_INT);
      while (LibC.call(LibC.WAIT, pid, status, 0) != pid) {
        Thread.onSpinWait();
      }
      reaped(status.get(JAVA_INT, 0));
    }
  }

  private synchronized void reaped(int status) {
    int signal = status & SIGNAL_BITS;
    exitCode = signal == 0 ? status >> 8 & 0xff : SIGNALLED + signal;
    reaped = true;
    ended.countDown();
  }

  // Once it is reaped, its number may be another's.
  private synchronized void signal(int signal) {
    if (!reaped) {
      LibC.call(LibC.KILL, pid, signal);
    }
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public OutputStream getOutputStream() {
    return input;
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return error;
  }

  @Override
  public int waitFor() throws InterruptedException {
    ended.await();
    return exitCode;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  @Override
  public int exitValue() {
    if (isAlive()) {
      throw new IllegalThreadStateException("process " + pid + " has not ended");
    }
    return exitCode;
  }

  @Override
  public boolean isAlive() {
    return ended.getCount() > 0;
  }

  @Override
  public void destroy() {
    signal(SIGTERM);
  }

  @Override
  public Process destroyForcibly() {
    signal(SIGKILL);
    return this;
  }
}
