package io.hotswap.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackFramesTest {
  @Test
  void places_and_causes_without_what_they_say() {
    var trace =
        """
        shop.Failed: card 4111
        \tat plugin shop/1.0.0//shop.Main.pay(Main.java:12)
        \tat java.base/java.util.List.get(List.java:5)
        \tat node//io.hotswap.runtime.loading.LoadedVersion.handle(LoadedVersion.java:1)
        \tat io.hotswap.runtime.calling.RunningCall.handled(RunningCall.java:1)
        Caused by: java.io.IOException: no route for Jane
        \tat shop.Bank.ask(Bank.java:3)
        \t... 4 more
        Caused by: java.lang.NullPointerException
        """;
    assertEquals(
        List.of(
            "shop.Main.pay(Main.java:12)",
            "java.base/java.util.List.get(List.java:5)",
            "caused by java.io.IOException",
            "shop.Bank.ask(Bank.java:3)",
            "caused by java.lang.NullPointerException"),
        StackFrames.of(trace));
  }

  @Test
  void a_message_of_many_lines_is_no_place() {
    assertEquals(
        List.of("a.B.c(B.java:1)"),
        StackFrames.of("a.B: pay\n  with card 4111 at (home)\n\tat a.B.c(B.java:1)"));
  }

  @Test
  void there_are_not_more_than_some() {
    assertTrue(StackFrames.of("X\n" + "\tat a.B.c(B.java:1)\n".repeat(1_000)).size() <= 20);
    assertEquals(List.of(), StackFrames.of(""));
  }
}
