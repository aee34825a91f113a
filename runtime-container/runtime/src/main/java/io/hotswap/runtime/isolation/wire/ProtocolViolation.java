package io.hotswap.runtime.isolation.wire;

import java.io.IOException;

/// Bytes that are no valid frame.
public final class ProtocolViolation extends IOException {
  private static final long serialVersionUID = 1;

  public ProtocolViolation(String message) {
    super(message);
  }
}
