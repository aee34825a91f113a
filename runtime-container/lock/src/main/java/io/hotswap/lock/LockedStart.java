package io.hotswap.lock;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Starts a locked process, awaits its end, and lets its locking thread end then. It runs on a
/// thread between the locking thread and whoever asked, which may be a virtual one.
final class LockedStart implements Runnable {
  private final CompletableFuture<LockedProcess> process = new CompletableFuture<>();
  private final LockedCommand command;

  private LockedStart(LockedCommand command) {
    this.command = command;
  }

  static LockedProcess of(LockedCommand command) throws IOException, InterruptedException {
    var start = new LockedStart(command);
    Thread.ofPlatform().name("await-locked").daemon().start(start);
    try {
      return start.process.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void run() {
    try {
      launch();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      process.completeExceptionally(e);
    }
  }

  private void launch() throws IOException, InterruptedException {
    LockingThread thread;
    LockedProcess started;
    try (var input = Pipe.open();
        var output = Pipe.open();
        var error = Pipe.open()) {
      var standard = List.of(input.readEnd(), output.writeEnd(), error.writeEnd());
      thread = started(standard);
      started = process(thread, input, output, error);
    }
    process.complete(started);
    try {
      started.reap();
    } finally {
      thread.release();
    }
  }

  private static LockedProcess process(LockingThread thread, Pipe input, Pipe output, Pipe error)
      throws IOException, InterruptedException {
    try {
      return new LockedProcess(thread.await(), input, output, error);
    } catch (IOException noStreams) {
      // The process reads the end of its input; the kernel ends it with the thread.
      thread.release();
      throw noStreams;
    }
  }

  private LockingThread started(List<Integer> standard) throws LockFailure, InterruptedException {
    var kernel = Kernel.current();
    try (var spawn = new Spawn(command, standard);
        var landlock = landlock(kernel)) {
      var thread = new LockingThread(kernel, command, landlock, spawn);
      Thread.ofPlatform().name("lock-process").daemon().start(thread);
      var _ = thread.await();
      return thread;
    }
  }

  private @Nullable Landlock landlock(Kernel kernel) throws LockFailure {
    return command.rules().isEmpty()
        ? null
        : Landlock.of(kernel, command.strength(), command.rules());
  }
}
