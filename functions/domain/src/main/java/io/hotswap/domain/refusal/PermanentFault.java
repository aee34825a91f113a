package io.hotswap.domain.refusal;

/// A step's fault that would be the same at the next try: a bug, or what can never be written.
/// The name of this class is for the `ErrorEquals` of a state machine; none reads it yet.
public final class PermanentFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PermanentFault(Throwable cause) {
    super(cause.toString(), cause);
  }
}
