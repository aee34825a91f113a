package io.hotswap.domain.tenant.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every ledger does.
public abstract class ErasureLedgerContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");
  private static final Origin ADA = new Origin("sub-ada", "Ada", Set.of(Role.Admin), "r", "t");

  protected abstract ErasureLedger ledger();

  @Test
  void entries_stay_as_they_were_added_and_are_found_by_time() {
    var first =
        Erasure.begun(
            UUID.randomUUID(), new ErasedTenant("acme"), ADA, Map.of(DataKind.Settings, 3L), NOW);
    var plugin = new ErasedPlugin(PluginId.of("shop"));
    var second = Erasure.begun(UUID.randomUUID(), plugin, ADA, Map.of(), NOW.plusSeconds(1));
    ledger().add(second);
    ledger().add(first);
    ledger().add(first.with(DataKind.Settings));
    assertEquals(List.of(entry(first), entry(second)), ledger().since(NOW));
    assertEquals(List.of(entry(second)), ledger().since(NOW.plusMillis(1)));
    assertEquals(List.of(), ledger().since(NOW.plusSeconds(2)));
  }

  /// Who asked for it is known by `sub` only, and what became of it is not in it.
  private static Erasure entry(Erasure it) {
    var by = new Origin("sub-ada", "", Set.of(Role.Admin), "r", "t");
    return Erasure.begun(it.id(), it.subject(), by, Map.of(), it.createdAt());
  }
}
