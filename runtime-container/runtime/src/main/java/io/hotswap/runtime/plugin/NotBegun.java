package io.hotswap.runtime.plugin;

/// The plugin has seen nothing of the call, because nothing of it runs now: another node may
/// answer.
public final class NotBegun extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean startFailed;

  private NotBegun(Throwable why, boolean startFailed) {
    super(why.getMessage(), why);
    this.startFailed = startFailed;
  }

  public static NotBegun nothingRuns(Throwable why) {
    return new NotBegun(why, false);
  }

  /// The version was tried just now, and did not start.
  public static NotBegun startFailed(Throwable why) {
    return new NotBegun(why, true);
  }

  public boolean isStartFailed() {
    return startFailed;
  }
}
