package io.hotswap.domain.refusal;

/// A step's fault that would be the same at the next try: a bug, or what can never be written.
/// State machines know it by the name of this class and go to their clean-up at once; any other
/// fault they try again.
public final class PermanentFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PermanentFault(Throwable cause) {
    super(cause.toString(), cause);
  }
}
