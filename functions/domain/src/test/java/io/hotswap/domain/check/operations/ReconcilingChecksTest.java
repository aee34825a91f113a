package io.hotswap.domain.check.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.ids.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilingChecksTest {
  private final CheckFixture fixture = new CheckFixture();
  private final ReconcilingChecks reconciling =
      new ReconcilingChecks(fixture.registry.checked(), fixture, fixture.clock);
  private final BeginningChecks beginning =
      new BeginningChecks(
          fixture.registry.plugins(), fixture.registry.checked(), fixture, fixture.clock);

  @Test
  void the_first_run_is_started_with_the_version() {
    beginning.begin(fixture.version);
    assertEquals(List.of("1.0.0 run 1"), fixture.started);
    fixture.pass(Duration.ofMinutes(5));
    assertEquals(List.of(), reconciling.reconcile());
  }

  @Test
  void a_run_that_did_not_start_is_followed_by_another() {
    fixture.engineDown = true;
    beginning.begin(fixture.version);
    fixture.engineDown = false;
    assertEquals(List.of(), reconciling.reconcile(), "it may be about to start");
    fixture.pass(Duration.ofSeconds(30));
    assertEquals(1, reconciling.reconcile().size());
    assertEquals(List.of("1.0.0 run 1", "1.0.0 run 2"), fixture.started);
    assertEquals(2, fixture.checks().run());
  }

  @Test
  void a_run_that_ended_without_a_result_is_followed_by_another() {
    fixture.verdict = CheckFixture.DOWN;
    beginning.begin(fixture.version);
    fixture.step(CheckStep.ScanBinary, 1);
    fixture.running.clear();
    fixture.pass(Duration.ofMinutes(31));
    reconciling.reconcile();
    assertEquals(List.of("1.0.0 run 1", "1.0.0 run 2"), fixture.started);
    fixture.verdict = CheckFixture.CLEAN;
    fixture.step(CheckStep.ScanBinary, 2);
    assertEquals(CheckState.Passed, fixture.checks().state());
    fixture.pass(Duration.ofMinutes(31));
    assertEquals(List.of(), reconciling.reconcile());
  }

  @Test
  void versions_from_before_there_were_checks_begin_theirs() {
    for (int i = 0; i < 25; i++) {
      fixture.registry.add("old-" + i, "1.0.0", Digest.over("old" + i), fixture.now);
    }
    var old = fixture.registry.add("shop", "0.9.0", Digest.over("old"), fixture.now);
    fixture.registry.inMemoryChecks().remove(old.pluginId(), old.version());
    Optional<String> next = Optional.empty();
    int begun = 0;
    int parts = 0;
    do {
      var part = beginning.beginMissing(next);
      begun += part.begun().size();
      next = part.next();
      parts++;
    } while (next.isPresent());
    // The fixture's own version lacks a check.
    assertEquals(2, begun);
    assertEquals(3, parts);
    assertEquals(Set.of("0.9.0 run 1", "1.0.0 run 2"), Set.copyOf(fixture.started));
    assertEquals(
        CheckState.Pending,
        fixture.registry.checked().find(old.pluginId(), old.version()).orElseThrow().state());
  }

  @Test
  void versions_from_before_there_was_the_inventory_get_it_and_keep_their_results() {
    fixture.step(CheckStep.ScanBinary, 1);
    var part = beginning.beginMissing(Optional.empty());
    assertEquals(List.of(fixture.version), part.begun());
    assertEquals(List.of("1.0.0 run 2"), fixture.started);
    assertEquals(List.of(CheckName.Libraries, CheckName.Inventory), fixture.checks().pending());
    assertEquals(CheckState.Passed, fixture.checks().checks().getFirst().state());
    assertEquals(List.of(), beginning.beginMissing(Optional.empty()).begun());
  }
}
