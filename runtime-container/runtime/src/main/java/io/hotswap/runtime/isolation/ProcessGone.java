package io.hotswap.runtime.isolation;

/// The process that should answer is no more, or not yet there again.
public final class ProcessGone extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean before;

  ProcessGone(String message) {
    this(message, false);
  }

  private ProcessGone(String message, boolean before) {
    super(message);
    this.before = before;
  }

  /// Of one that has seen nothing of what it was to be asked.
  static ProcessGone before(String message) {
    return new ProcessGone(message, true);
  }

  boolean isBefore() {
    return before;
  }
}
