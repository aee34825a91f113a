package io.hotswap.runtime.calling;

/// Why a call that had entered a version did not reach its code.
public enum NotBegunCause {
  /// The version's process is not running now.
  NO_PROCESS("no_process", "nothing of it runs now", false),
  /// The version failed to start in the tenant's own process.
  START_FAILED("start_failed", "it does not start for this tenant", true),
  /// Other calls held all carrier threads until its deadline.
  NO_CARRIER("no_carrier", "no processor was free for the call in time", false);

  private final String label;
  private final String sentence;
  private final boolean versionIsToBlame;

  NotBegunCause(String label, String sentence, boolean versionIsToBlame) {
    this.label = label;
    this.sentence = sentence;
    this.versionIsToBlame = versionIsToBlame;
  }

  /// For metrics.
  public String label() {
    return label;
  }

  /// For clients.
  public String sentence() {
    return sentence;
  }

  boolean versionIsToBlame() {
    return versionIsToBlame;
  }
}
