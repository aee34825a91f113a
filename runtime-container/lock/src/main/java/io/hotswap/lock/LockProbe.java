package io.hotswap.lock;

import java.nio.file.Path;
import java.util.List;

/// Tries the parts of a lock on a thread of its own, which they bind for its life.
final class LockProbe implements Runnable {
  private volatile LockLevel level = LockLevel.NONE;

  private LockProbe() {}

  static LockLevel level() {
    var probe = new LockProbe();
    var thread = Thread.ofPlatform().name("probe-lock").daemon().start(probe);
    try {
      // By its end: a bound thread must not wake one that waits, which could make it start another.
      thread.join();
      return probe.level;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return LockLevel.NONE;
    }
  }

  @Override
  public void run() {
    try {
      var kernel = Kernel.current();
      if (OwnLock.isFiltering(kernel)) {
        level = filtering(kernel);
      }
    } catch (LockFailure noSuchProcessor) {
      level = LockLevel.NONE;
    }
  }

  private static LockLevel filtering(Kernel kernel) {
    var readAll = List.of(new FileRule(Path.of("/"), FileAccess.RUN));
    try (var landlock = Landlock.of(kernel, Strength.CHILD, readAll)) {
      return landlock.restrict() == 0 ? LockLevel.FULL : LockLevel.NONE;
    } catch (LockFailure noLandlock) {
      return Privileges.become(kernel, Privileges.NOBODY) == 0 ? LockLevel.UID : LockLevel.NONE;
    }
  }
}
