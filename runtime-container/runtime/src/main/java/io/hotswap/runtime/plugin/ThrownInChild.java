package io.hotswap.runtime.plugin;

/// What a plugin threw in its own process, as text: its class is unknown here.
public final class ThrownInChild extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Thrown thrown;

  public ThrownInChild(Thrown thrown) {
    super(thrown.toString(), null, false, false);
    this.thrown = thrown;
  }

  public Thrown thrown() {
    return thrown;
  }
}
