package io.hotswap.runtime.isolation.process;

/// The process that should answer has ended, or is not up again yet.
public final class ProcessGone extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean requestNotSent;

  public ProcessGone(String message) {
    this(message, false);
  }

  private ProcessGone(String message, boolean before) {
    super(message);
    this.requestNotSent = before;
  }

  /// The process has not seen the request.
  public static ProcessGone requestNotSent(String message) {
    return new ProcessGone(message, true);
  }

  public boolean isRequestNotSent() {
    return requestNotSent;
  }
}
