package io.hotswap.runtime.plugin;

import java.io.Writer;

/// Accepts a number of characters and throws at the first one beyond it, to stop endless writers.
final class BoundedWriter extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int most;

  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("no more is kept", null, false, false);
    }
  }

  BoundedWriter(int most) {
    this.most = most;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public void write(char[] from, int at, int length) {
    text.append(from, at, Math.min(length, left()));
    stop(length);
  }

  // The inherited method would copy all of it first.
  @Override
  public void write(String from, int at, int length) {
    text.append(from, at, at + Math.min(length, left()));
    stop(length);
  }

  private int left() {
    return most - text.length();
  }

  private void stop(int wanted) {
    if (left() == 0 && wanted > 0) {
      throw new Full();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
