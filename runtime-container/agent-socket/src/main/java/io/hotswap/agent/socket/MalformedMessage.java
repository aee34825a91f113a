package io.hotswap.agent.socket;

import java.io.IOException;

/// The other end does not keep to the protocol. The connection ends.
public final class MalformedMessage extends IOException {
  private static final long serialVersionUID = 1;

  public MalformedMessage(String what) {
    super(what);
  }

  public MalformedMessage(String what, Throwable cause) {
    super(what, cause);
  }
}
