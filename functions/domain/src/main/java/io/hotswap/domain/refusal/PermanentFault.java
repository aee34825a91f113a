package io.hotswap.domain.refusal;

/// A step's fault that a retry cannot resolve: a bug, or a write that can never succeed. State
/// machines match it by the name of this class and go to their clean-up at once; any other fault is
/// retried.
public final class PermanentFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PermanentFault(Throwable cause) {
    super(cause.toString(), cause);
  }
}
