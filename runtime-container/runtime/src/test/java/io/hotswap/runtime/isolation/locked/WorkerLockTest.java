package io.hotswap.runtime.isolation.locked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.lock.LockLevel;
import io.hotswap.runtime.config.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerLockTest {
  private static final Map<String, String> UID_WILL_DO = Map.of("HOTSWAP_LOCK_LEAST", "UID");

  @TempDir Path own;

  @Test
  void below_the_level_that_is_asked_for_nothing_is_started() {
    var lock = lock(LockLevel.UID, Map.of());
    var refused =
        assertThrows(
            IOException.class, () -> lock.start(List.of("/bin/true"), Map.of(), List.of(), own));
    assertEquals(
        "this machine's lock is UID, and HOTSWAP_LOCK_LEAST asks for FULL: it may not run here",
        refused.getMessage());
    assertTrue(lock(LockLevel.NONE, UID_WILL_DO).refusal().isPresent());
  }

  @Test
  void a_lock_by_another_user_needs_one() {
    assertEquals(
        Optional.of("this machine locks by another user only, and HOTSWAP_LOCK_USER names none"),
        lock(LockLevel.UID, UID_WILL_DO).refusal());
    var named = Map.of("HOTSWAP_LOCK_LEAST", "UID", "HOTSWAP_LOCK_USER", "65534");
    assertEquals(Optional.empty(), lock(LockLevel.UID, named).refusal());
  }

  @Test
  void a_machine_that_locks_better_will_do() throws Exception {
    var lock = lock(LockLevel.FULL, UID_WILL_DO);
    assertEquals(Optional.empty(), lock.refusal());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process = lock.start(List.of(java, "-version"), Map.of(), List.of(), own);
    assertEquals(0, process.waitFor());
  }

  private static WorkerLock lock(LockLevel level, Map<String, String> variables) {
    return new WorkerLock(LockConfig.from(new Variables(variables)), level);
  }
}
