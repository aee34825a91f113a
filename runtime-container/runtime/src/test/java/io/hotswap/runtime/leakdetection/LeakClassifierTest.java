package io.hotswap.runtime.leakdetection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.unloading.PlatformCleanup;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Names that plugins give, in sentences that go to the control plane. */
class LeakClassifierTest {
  private static final int MOST = 1_000;
  private static final String LONG = "\ud83d\0n".repeat(1 << 19);

  @Test
  void a_leak_is_told_in_a_sentence_whatever_its_names() {
    var sentences =
        List.of(
            new LeakCause.OfThread("t", LONG).sentence(),
            LeakClassifier.root(new Thread(() -> {}, LONG)),
            new LeakCause.OfCalls(2, LONG).sentence(),
            new LeakCause.OfNativeCode(Collections.nCopies(100, LONG)).sentence());
    for (var sentence : sentences) {
      assertTrue(sentence.length() < MOST, () -> "" + sentence.length());
      assertTrue(sentence.chars().noneMatch(it -> it < ' ' || it == 0xd83d), sentence);
    }
    var path = new LeakTrace(new LeakCause.Unfound("test"), List.of(LONG)).path();
    assertTrue(path.getFirst().length() < MOST);
  }

  @Test
  void a_logger_of_somebody_s_own_class_is_not_asked_for_anything() {
    var unasked =
        new Logger("unasked", null) {
          @Override
          public Handler[] getHandlers() {
            throw new AssertionError("its code ran");
          }
        };
    assertTrue(LogManager.getLogManager().addLogger(unasked));
    assertEquals(List.of(), PlatformCleanup.after(new ClassLoader() {}));
  }
}
