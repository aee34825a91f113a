package io.hotswap.lock;

import java.io.IOException;

/// The kernel refused a part of a lock: nothing may run as if it were locked.
public final class LockFailure extends IOException {
  private static final long serialVersionUID = 1;

  LockFailure(String message) {
    super(message);
  }

  LockFailure(String what, int errno) {
    super(what + " failed with errno " + errno);
  }
}
