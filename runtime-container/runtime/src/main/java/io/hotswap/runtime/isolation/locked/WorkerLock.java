package io.hotswap.runtime.isolation.locked;

import io.hotswap.lock.FileAccess;
import io.hotswap.lock.FileRule;
import io.hotswap.lock.LockLevel;
import io.hotswap.lock.LockedCommand;
import io.hotswap.lock.LockedProcess;
import io.hotswap.lock.Strength;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts worker processes behind the lock, if this machine's is good enough.
public final class WorkerLock {
  private final LockConfig config;
  private final LockLevel level;

  public WorkerLock(LockConfig config, LockLevel level) {
    this.config = config;
    this.level = level;
  }

  public LockLevel level() {
    return level;
  }

  /// Why no locked process may be started here.
  public Optional<String> refusal() {
    if (level.compareTo(config.least()) > 0) {
      return Optional.of(
          "this machine's lock is %s, and HOTSWAP_LOCK_LEAST asks for %s: it may not run here"
              .formatted(level, config.least()));
    }
    return level == LockLevel.UID && config.user().isEmpty()
        ? Optional.of("this machine locks by another user only, and HOTSWAP_LOCK_USER names none")
        : Optional.empty();
  }

  /// @param readable what it may read beside the JDK
  /// @param own the one folder in which it may write
  public LockedProcess start(
      List<String> arguments, Map<String, String> environment, List<Path> readable, Path own)
      throws IOException {
    var refusal = refusal();
    if (refusal.isPresent()) {
      throw new IOException(refusal.get());
    }
    if (config.user().isPresent()) {
      Files.setAttribute(own, "unix:uid", config.user().getAsInt());
    }
    var command =
        new LockedCommand(
            arguments, environment, own, Strength.CHILD, config.user(), rules(readable, own));
    try {
      return LockedProcess.start(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a process was being started", e);
    }
  }

  private List<FileRule> rules(List<Path> readable, Path own) {
    if (level != LockLevel.FULL) {
      return List.of();
    }
    List<FileRule> rules = new ArrayList<>(FileRule.ofTheJvm());
    for (var path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      rules.add(new FileRule(Path.of(path).toAbsolutePath(), FileAccess.READ));
    }
    readable.forEach(it -> rules.add(new FileRule(it, FileAccess.READ)));
    rules.add(new FileRule(own, FileAccess.OWN));
    return rules;
  }
}
