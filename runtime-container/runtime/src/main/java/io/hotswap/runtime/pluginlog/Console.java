package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.ThrowableText;
import java.util.List;
import java.util.function.Consumer;

/// Replaces `System.out` and `System.err`: what is printed becomes lines of the log.
public final class Console {
  private static volatile List<PrintedLines> taken = List.of();

  private Console() {}

  /// The log for lines of the current thread; it may be called later, on another thread.
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

  /// Ends the unfinished line of the current thread, without waiting for the rest of it.
  public static void endLines() {
    taken.forEach(PrintedLines::end);
  }

  // Runs on the ending thread, which is a plugin's or has run its code.
  private static void died(Destination destination, Thread thread, Throwable thrown) {
    var throwableText = ThrowableText.of(thrown);
    destination
        .ofThisThread()
        .accept(
            new LogLine(
                System.Logger.Level.ERROR,
                "Thread \"" + thread.getName() + "\" died of " + throwableText,
                throwableText.stackTrace(),
                "stderr"));
  }
}
