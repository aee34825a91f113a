package io.hotswap.runtime.plugin;

/// What a plugin threw in its own process, as text: its class is unknown here.
public final class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ThrowableText throwableText;

  public WorkerException(ThrowableText throwableText) {
    super(throwableText.toString(), null, false, false);
    this.throwableText = throwableText;
  }

  public ThrowableText thrown() {
    return throwableText;
  }
}
