package io.hotswap.runtime.isolation.process;

/// Why a worker process ended, as far as the node can determine.
public enum ExitReason {
  /// The node stopped it.
  Stopped("was stopped"),
  OutOfMemory("ran out of memory"),
  Exited("ended itself"),
  Killed("was killed"),
  /// A call outlived its interruption.
  Unresponsive("was ended because a call in it could not be stopped"),
  /// It sent an invalid frame, or an answer to no request.
  ProtocolViolation("was ended because of what it sent"),
  /// The node failed at exchanging frames with it.
  Fault("was ended because of a fault in the node"),
  /// It took more memory than its tenant's quota.
  OverMemoryQuota("was ended because it took more memory than its tenant's quota"),
  /// It used twice its tenant's quota of processor time.
  OverProcessorQuota("was ended because it used twice its tenant's quota of processor time"),
  /// What a locked process may take at most.
  TooMuchMemory("was ended because it took more memory than a locked process may"),
  TooManyThreads("was ended because it had more threads than a locked process may"),
  TooMuchDisk("was ended because it wrote more than a locked process may keep"),
  /// It did not come up.
  NotStarted("could not be started");

  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNALLED = 128;

  private final String phrase;

  ExitReason(String phrase) {
    this.phrase = phrase;
  }

  public String phrase() {
    return phrase;
  }

  boolean isOverQuota() {
    return this == OverMemoryQuota || this == OverProcessorQuota;
  }

  static ExitReason of(int exitCode) {
    if (exitCode == OUT_OF_MEMORY) {
      return OutOfMemory;
    }
    return exitCode > SIGNALLED ? Killed : Exited;
  }
}
