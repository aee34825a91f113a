package io.hotswap.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A thread that binds itself, starts one process, which inherits what binds it, and lives as long
/// as that: the kernel takes the end of the thread that started a process for the end of its
/// parent.
///
/// What runs on it once it is bound has been loaded before, and wakes platform threads only: it can
/// neither open files nor may it start a thread, which would be bound as well.
final class LockingThread implements Runnable {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final Kernel kernel;
  private final LockedCommand command;
  private final @Nullable Landlock landlock;
  private final Spawn spawn;
  private volatile String step = "no_new_privs";
  private volatile long answer;

  LockingThread(Kernel kernel, LockedCommand command, @Nullable Landlock landlock, Spawn spawn) {
    this.kernel = kernel;
    this.command = command;
    this.landlock = landlock;
    this.spawn = spawn;
  }

  /// For a platform thread.
  ///
  /// @return the process's number
  int await() throws LockFailure, InterruptedException {
    begun.await();
    if (answer <= 0) {
      throw new LockFailure(step, (int) -answer);
    }
    return (int) answer;
  }

  void release() {
    ended.complete(true);
  }

  @Override
  public void run() {
    answer = bound();
    if (answer == 0) {
      step = "starting " + command.arguments().getFirst();
      answer = spawn.start();
    }
    begun.countDown();
    if (answer > 0) {
      // An interruption must not end the process.
      ended.join();
    }
  }

  private long bound() {
    long refused = Privileges.forbidNew(kernel);
    if (refused == 0 && landlock != null) {
      step = "Landlock";
      refused = landlock.restrict();
    }
    if (refused == 0 && command.user().isPresent()) {
      step = "another user";
      refused = Privileges.become(kernel, command.user().getAsInt());
    }
    if (refused == 0) {
      step = "dropping capabilities";
      refused = Privileges.dropCapabilities(kernel);
    }
    return refused;
  }
}
