package io.hotswap.runtime.isolation;

/// The process that should answer is no more, or not yet there again.
public final class ProcessGone extends Exception {
  private static final long serialVersionUID = 1;

  ProcessGone(String message) {
    super(message);
  }
}
