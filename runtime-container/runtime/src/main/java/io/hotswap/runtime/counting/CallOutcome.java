package io.hotswap.runtime.counting;

/// How a call ended, with the specification's metric labels.
public enum CallOutcome {
  OK(0, "ok", false),
  /// The plugin rejected the request.
  REJECTED(1, "rejected", false),
  FAILED(2, "failed", true),
  TIMED_OUT(3, "timed_out", true);

  static final int COUNT = values().length;

  private final int index;
  private final String label;
  private final boolean failure;

  CallOutcome(int index, String label, boolean failure) {
    this.index = index;
    this.label = label;
    this.failure = failure;
  }

  /// Its index in arrays by outcome.
  int index() {
    return index;
  }

  public String label() {
    return label;
  }

  /// Whether it counts as a failure of the plugin.
  public boolean isFailure() {
    return failure;
  }
}
