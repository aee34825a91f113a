package io.hotswap.runtime.isolation.wire;

import java.io.IOException;

/// What was read is no frame.
public final class Garbage extends IOException {
  private static final long serialVersionUID = 1;

  public Garbage(String message) {
    super(message);
  }
}
