package io.hotswap.runtime.calling;

/// Why a version has seen nothing of a call that had entered it.
public enum NotBegunCause {
  /// What would have to answer is not there now.
  NO_PROCESS("no_process", "nothing of it runs now", false),
  /// A process of its own for the tenant was tried, and the version did not start in it.
  START_FAILED("start_failed", "it does not start for this tenant", true),
  /// Other calls had the processors until its deadline.
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
