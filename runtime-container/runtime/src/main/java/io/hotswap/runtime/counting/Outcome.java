package io.hotswap.runtime.counting;

/// How a call ended, as the specification's metrics name it.
public enum Outcome {
  OK("ok", false),
  /// The plugin blames the caller.
  REJECTED("rejected", false),
  FAILED("failed", true),
  TIMED_OUT("timed_out", true);

  private final String label;
  private final boolean failure;

  Outcome(String label, boolean failure) {
    this.label = label;
    this.failure = failure;
  }

  public String label() {
    return label;
  }

  /// Whether the plugin is to blame.
  public boolean isFailure() {
    return failure;
  }
}
