package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuarantineTest {
  private final CallGate gate = new CallGate();
  private final Quarantine quarantine = new Quarantine(gate);

  @Test
  void it_lasts_until_the_last_call_has_ended_and_names_the_operations() {
    assertTrue(quarantine.count("render", 1));
    assertFalse(quarantine.count("render", 1));
    assertFalse(quarantine.count("charge", 1));
    assertFalse(gate.enter());
    assertEquals(3, quarantine.calls());
    assertTrue(quarantine.reason().orElseThrow().endsWith("{charge=1, render=2}"));
    assertFalse(quarantine.count("render", -1));
    assertFalse(quarantine.count("charge", -1));
    assertTrue(quarantine.count("render", -1));
    assertTrue(gate.enter());
    assertTrue(quarantine.reason().isEmpty());
  }

  @Test
  void a_call_may_end_before_it_is_told_that_it_cannot_be_stopped() {
    assertFalse(quarantine.count("render", -1));
    assertTrue(gate.enter());
    assertFalse(quarantine.count("render", 1));
    assertTrue(gate.enter());
    assertEquals(0, quarantine.calls());
  }
}
