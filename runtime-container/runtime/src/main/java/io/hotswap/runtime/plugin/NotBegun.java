package io.hotswap.runtime.plugin;

/// The call has not begun: the plugin does not run here now, and another node may answer.
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

  /// The version was started for this call, and failed to start.
  public static NotBegun startFailed(Throwable why) {
    return new NotBegun(why, true);
  }

  public boolean isStartFailed() {
    return startFailed;
  }
}
