package io.hotswap.domain.tenant.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of erasures does.
public abstract class ErasuresContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");
  private static final Origin ORIGIN = Origin.system("s", "r", "");

  protected abstract Erasures erasures();

  private Erasure created(ErasureSubject subject, Instant at) {
    var found = Map.of(DataKind.Settings, 7L, DataKind.Contacts, 0L);
    var erasure = Erasure.begun(UUID.randomUUID(), subject, ORIGIN, found, at);
    assertTrue(erasures().create(erasure, ErasureAudits.begun(erasure)));
    return erasure;
  }

  @Test
  void an_erasure_is_created_once_and_read_as_it_was_written() {
    for (var subject : List.of(new ErasedTenant("acme"), new ErasedPlugin(PluginId.of("shop")))) {
      var erasure = created(subject, NOW);
      assertFalse(erasures().create(erasure, ErasureAudits.begun(erasure)));
      assertEquals(Optional.of(erasure), erasures().find(erasure.id()));
    }
    assertEquals(Optional.empty(), erasures().find(UUID.randomUUID()));
  }

  @Test
  void it_is_carried_on_by_one_and_open_until_it_ends() {
    var later = created(new ErasedTenant("umbrella"), NOW.plusSeconds(1));
    var erasure = created(new ErasedTenant("acme"), NOW);
    assertEquals(List.of(erasure, later), erasures().open());
    var half = erasure.at("half");
    assertTrue(erasures().advance(erasure, half, Optional.empty()));
    assertFalse(erasures().advance(erasure, half, Optional.empty()), "somebody did");
    erasure = half;
    var next = erasure.with(DataKind.Settings);
    assertTrue(erasures().advance(erasure, next, Optional.empty()));
    assertFalse(erasures().advance(erasure, next, Optional.empty()), "somebody did");
    assertEquals(Optional.of(next), erasures().find(erasure.id()));
    assertEquals(2, erasures().open().size());
    var ended = next.ended(NOW);
    var certificate = Optional.of(ErasureAudits.completed(next, NOW));
    assertTrue(erasures().advance(next, ended, certificate));
    assertFalse(erasures().advance(next, ended, certificate), "somebody did");
    assertEquals(Optional.of(ended), erasures().find(erasure.id()));
    assertEquals(List.of(later), erasures().open());
  }
}
