package io.hotswap.runtime.plugin;

/// The plugin has seen nothing of the call, because nothing of it runs now: another node may
/// answer.
public final class NotBegun extends Exception {
  private static final long serialVersionUID = 1;

  public NotBegun(Throwable why) {
    super(why.getMessage(), why);
  }
}
