package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.ThrowableText;
import java.util.List;
import java.util.function.Consumer;

/// Takes the place of `System.out` and `System.err`: what is printed becomes lines of the log.
public final class Console {
  private static volatile List<PrintedLines> taken = List.of();

  private Console() {}

  /// Where lines of the current thread go; they may be written later, on another.
  @FunctionalInterface
  public interface Destination {
    Consumer<LogLine> ofThisThread();
  }

  public static void begin(Destination destination) {
    var out = new PrintedLines("stdout", destination, System.out);
    var err = new PrintedLines("stderr", destination, System.err);
    taken = List.of(out, err);
    System.setOut(new ConsoleStream(out));
    System.setErr(new ConsoleStream(err));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> died(destination, thread, thrown));
  }

  /// What the current thread has not ended with a newline is a line from here on: nobody waits for
  /// more of it.
  public static void endLines() {
    taken.forEach(PrintedLines::end);
  }

  // On the thread that ends, which is a plugin's or has run its code.
  private static void died(Destination destination, Thread thread, Throwable thrown) {
    var told = ThrowableText.of(thrown);
    destination
        .ofThisThread()
        .accept(
            new LogLine(
                System.Logger.Level.ERROR,
                "Thread \"" + thread.getName() + "\" died of " + told,
                told.stackTrace(),
                "stderr"));
  }
}
