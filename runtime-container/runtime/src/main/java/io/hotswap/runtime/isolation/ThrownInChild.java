package io.hotswap.runtime.isolation;

/// What a plugin threw in its own process, as text: its class is unknown here. The stack trace is
/// part of it.
public final class ThrownInChild extends RuntimeException {
  private static final long serialVersionUID = 1;

  ThrownInChild(String text) {
    super(text, null, false, false);
  }
}
