package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.PluginText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Assembles lines from what threads print. A line without its newline waits for the rest for a
/// second; of a longer one the beginning is kept.
final class PrintedLines {
  private static final ScopedValue<Boolean> WRITING = ScopedValue.newInstance();
  private static final int MOST_BYTES = 2 * PluginText.LINE.most();
  private static final int MOST_THREADS = 256;
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();

  private final Map<Long, Unended> unended = new ConcurrentHashMap<>();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final String stream;
  private final Console.Destination destination;
  private final PrintStream otherwise;

  /// @param otherwise takes what is printed while a line is being written
  PrintedLines(String stream, Console.Destination destination, PrintStream otherwise) {
    this.stream = stream;
    this.destination = destination;
    this.otherwise = otherwise;
  }

  private record Unended(ByteArrayOutputStream bytes, Consumer<LogLine> lines, long since) {
    void add(byte[] from, int at, int end) {
      bytes.write(from, at, Math.max(0, Math.min(end - at, MOST_BYTES - bytes.size())));
    }
  }

  void print(byte[] bytes, int from, int length) {
    if (WRITING.isBound()) {
      otherwise.write(bytes, from, length);
      return;
    }
    long thread = Thread.currentThread().threadId();
    var line = unended.isEmpty() ? null : unended.remove(thread);
    Consumer<LogLine> lines = line == null ? null : line.lines();
    int at = from;
    for (int i = from; i < from + length; i++) {
      if (bytes[i] == '\n') {
        lines = lines == null ? destination.ofThisThread() : lines;
        end(line, lines, bytes, at, i);
        line = null;
        at = i + 1;
      }
    }
    if (line != null || at < from + length) {
      keep(thread, line, lines, bytes, at, from + length);
    }
  }

  /// Ends the line that the current thread has begun.
  void end() {
    var line = unended.isEmpty() ? null : unended.remove(Thread.currentThread().threadId());
    if (line != null) {
      write(line);
    }
  }

  private void end(@Nullable Unended line, Consumer<LogLine> lines, byte[] bytes, int at, int end) {
    var whole = line == null ? begun(lines) : line;
    whole.add(bytes, at, end);
    write(whole);
  }

  private void keep(
      long thread,
      @Nullable Unended line,
      @Nullable Consumer<LogLine> lines,
      byte[] bytes,
      int at,
      int end) {
    var kept = line == null ? begun(lines == null ? destination.ofThisThread() : lines) : line;
    kept.add(bytes, at, end);
    if (unended.size() >= MOST_THREADS) {
      write(kept);
      return;
    }
    unended.put(thread, kept);
    sweepLater();
  }

  private static Unended begun(Consumer<LogLine> lines) {
    return new Unended(new ByteArrayOutputStream(), lines, System.nanoTime());
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      DelayedTasks.inASecond(this::sweep);
    }
  }

  private void sweep() {
    sweeping.set(false);
    long now = System.nanoTime();
    unended.forEach(
        (thread, line) -> {
          if (now - line.since() >= LONGEST && unended.remove(thread, line)) {
            write(line);
          }
        });
    if (!unended.isEmpty()) {
      sweepLater();
    }
  }

  private void write(Unended line) {
    var text = line.bytes().toString(StandardCharsets.UTF_8);
    var printed = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (!printed.isEmpty()) {
      ScopedValue.where(WRITING, true)
          .run(() -> line.lines().accept(LogLine.printed(stream, printed)));
    }
  }
}
