package io.hotswap.runtime.isolation;

/// The process that should answer has ended, or is not up again yet.
public final class ProcessGone extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean requestNotSent;

  ProcessGone(String message) {
    this(message, false);
  }

  private ProcessGone(String message, boolean before) {
    super(message);
    this.requestNotSent = before;
  }

  /// The process has not seen the request.
  static ProcessGone requestNotSent(String message) {
    return new ProcessGone(message, true);
  }

  boolean isRequestNotSent() {
    return requestNotSent;
  }
}
