package io.hotswap.domain.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.VersionLifecycles.Committed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of [VersionLifecycles] does. */
public abstract class VersionLifecyclesContract {
  protected static final PluginId SHOP = PluginId.of("shop");
  private static final SemanticVersion ONE = new SemanticVersion("1.0.0");
  private static final SemanticVersion TWO = new SemanticVersion("2.0.0");
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Lifecycle DEPRECATED =
      Lifecycle.ACTIVE.with(
          new Deprecation("Old.", Optional.of(TWO), Optional.of(NOON.plusSeconds(1)), NOON));
  private static final Lifecycle WITHDRAWN = DEPRECATED.with(new Withdrawal("It leaks.", NOON));

  /** The same one during a test. */
  protected abstract VersionLifecycles lifecycles();

  /** Registers a version of [#SHOP]. */
  protected abstract void register(String version);

  /** Removes a version of [#SHOP]. */
  protected abstract void delete(String version);

  @Test
  void a_version_is_active_until_something_is_said() {
    register("1.0.0");
    assertEquals(VersionLifecycle.unchanged(SHOP, ONE), lifecycles().find(SHOP, ONE));
    assertEquals(List.of(), lifecycles().of(SHOP));
  }

  @Test
  void what_was_written_is_read() {
    register("1.0.0");
    register("2.0.0");
    var first = lifecycles().find(SHOP, ONE).with(DEPRECATED);
    assertEquals(Committed.Written, commit(first, Optional.of(TWO)));
    var second = first.with(WITHDRAWN);
    assertEquals(Committed.Written, commit(second, Optional.empty()));
    assertEquals(second, lifecycles().find(SHOP, ONE));
    assertEquals(List.of(second), lifecycles().of(SHOP));
  }

  @Test
  void a_version_is_due_from_its_end_until_something_was_done_about_it() {
    register("1.0.0");
    register("2.0.0");
    var end = NOON.plusSeconds(1);
    var first = lifecycles().find(SHOP, ONE).with(DEPRECATED);
    assertEquals(Committed.Written, commit(first, Optional.of(TWO)));
    assertEquals(List.of(), lifecycles().due(NOON, 10));
    assertEquals(List.of(first), lifecycles().due(end, 10));
    var kept = DEPRECATED.deprecation().orElseThrow().ended(end);
    assertEquals(Committed.Written, commit(first.with(DEPRECATED.with(kept)), Optional.empty()));
    assertEquals(List.of(), lifecycles().due(end.plusSeconds(9), 10));
  }

  @Test
  void of_two_changes_of_the_same_state_the_second_is_refused() {
    register("1.0.0");
    var wanted = lifecycles().find(SHOP, ONE).with(DEPRECATED);
    assertEquals(Committed.Written, commit(wanted, Optional.empty()));
    assertEquals(Committed.Changed, commit(wanted, Optional.empty()));
    var next = wanted.with(WITHDRAWN);
    assertEquals(Committed.Written, commit(next, Optional.empty()));
    assertEquals(Committed.Changed, commit(next, Optional.empty()));
  }

  @Test
  void nothing_is_written_of_a_version_that_is_not_registered_or_whose_successor_is_not() {
    var wanted = VersionLifecycle.unchanged(SHOP, ONE).with(DEPRECATED);
    assertEquals(Committed.VersionMissing, commit(wanted, Optional.empty()));
    register("1.0.0");
    assertEquals(Committed.SuccessorMissing, commit(wanted, Optional.of(TWO)));
    assertEquals(List.of(), lifecycles().of(SHOP));
  }

  @Test
  void of_a_version_that_is_registered_anew_nothing_is_known() {
    register("1.0.0");
    register("2.0.0");
    commit(lifecycles().find(SHOP, ONE).with(WITHDRAWN), Optional.empty());
    delete("1.0.0");
    register("1.0.0");
    assertEquals(VersionLifecycle.unchanged(SHOP, ONE), lifecycles().find(SHOP, ONE));
  }

  private Committed commit(VersionLifecycle next, Optional<SemanticVersion> successor) {
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.plugin(SHOP),
            NOON,
            "a",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    return lifecycles().commit(next, successor, Optional.empty(), audit);
  }
}
