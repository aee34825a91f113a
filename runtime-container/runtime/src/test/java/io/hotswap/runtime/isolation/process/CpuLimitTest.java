package io.hotswap.runtime.isolation.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.isolation.Fixtures;
import io.hotswap.runtime.isolation.Ground;
import io.hotswap.runtime.isolation.process.CpuLimit.CpuAccount;
import io.hotswap.runtime.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLimitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void an_account_is_overdrawn_until_its_share_has_caught_up() {
    var account = new CpuAccount(0.5, 0);
    account.settle(SECOND, SECOND);
    assertFalse(account.isOverdrawn(), "the first second is for starting");
    account.settle(2 * SECOND, SECOND * 3 / 2);
    assertTrue(account.isOverdrawn());
    account.settle(2 * SECOND, 3 * SECOND);
    assertFalse(account.isOverdrawn());
  }

  @Test
  void what_is_not_used_is_saved_for_half_a_second_only() {
    var account = new CpuAccount(0.5, 0);
    account.settle(SECOND, SECOND);
    account.settle(SECOND, 100 * SECOND);
    account.settle(SECOND * 3 / 2, 100 * SECOND);
    assertTrue(account.isOverdrawn());
  }

  @Test
  void a_process_that_spins_has_its_share_and_no_more(@TempDir Path root) throws Exception {
    var variables = Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_PROCESS_CPUS", "0.2");
    try (var ground = new Ground(root, variables)) {
      var version = ground.load(Fixtures.many().zip());
      long pid = Long.parseLong(ground.text(version, "pid"));
      var invocationRequest = new InvocationRequest("spin", "acme", "text/plain", new byte[0], "");
      for (int i = 0; i < 2; i++) {
        var _ = ground.begin(version, invocationRequest, Duration.ofSeconds(15));
      }
      long most = SECOND * 3 / 2;
      Eventually.so(
          "what it may use at first is used up", () -> PosixProcesses.cpuNanos(pid) > most);
      long began = System.nanoTime();
      long used = PosixProcesses.cpuNanos(pid);
      Eventually.so("two seconds are over", () -> System.nanoTime() - began > 2 * SECOND);
      double share = (PosixProcesses.cpuNanos(pid) - used) / (double) (System.nanoTime() - began);
      assertTrue(share > 0.05 && share < 0.35, "it had " + share);
    }
  }
}
