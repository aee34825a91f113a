package io.hotswap.runtime.pluginlog;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A `System.out` without a lock that no plugin can block or close: forwards what each thread
/// prints.
// Callers provide the formats.
@SuppressWarnings("AnnotateFormatMethod")
final class ConsoleStream extends PrintStream {
  private final PrintedLines lines;

  ConsoleStream(PrintedLines lines) {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.lines = lines;
  }

  private void text(@Nullable String text) {
    var bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    lines.print(bytes, 0, bytes.length);
  }

  @Override
  public void write(int one) {
    lines.print(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    lines.print(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    lines.print(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    lines.print(bytes, from, length);
  }

  @Override
  public void println() {
    text("\n");
  }

  @Override
  public void print(boolean it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(boolean it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(char it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(char it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(int it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(int it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(long it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(long it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(float it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(float it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(double it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(double it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(char[] it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(char[] it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(@Nullable String it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(@Nullable String it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public void print(@Nullable Object it) {
    text(String.valueOf(it));
  }

  @Override
  public void println(@Nullable Object it) {
    text(String.valueOf(it) + "\n");
  }

  @Override
  public PrintStream printf(String format, @Nullable Object... parameters) {
    return format(format, parameters);
  }

  @Override
  public PrintStream printf(
      @Nullable Locale locale, String format, @Nullable Object... parameters) {
    return format(locale, format, parameters);
  }

  @Override
  public PrintStream format(String format, @Nullable Object... parameters) {
    text(String.format(format, parameters));
    return this;
  }

  @Override
  public PrintStream format(
      @Nullable Locale locale, String format, @Nullable Object... parameters) {
    text(String.format(locale, format, parameters));
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text) {
    text(String.valueOf(text));
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text, int from, int to) {
    text(String.valueOf(text).substring(from, to));
    return this;
  }

  @Override
  public PrintStream append(char one) {
    text(String.valueOf(one));
    return this;
  }

  @Override
  public boolean checkError() {
    return false;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
