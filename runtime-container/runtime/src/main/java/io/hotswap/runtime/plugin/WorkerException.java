package io.hotswap.runtime.plugin;

/// What a plugin threw in a worker process, as text: its class is unknown in the node.
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
