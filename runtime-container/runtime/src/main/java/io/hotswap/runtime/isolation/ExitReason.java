package io.hotswap.runtime.isolation;

/// Why a child process is no more, as far as the node can tell.
public enum ExitReason {
  /// The node wanted it.
  Stopped("was stopped"),
  OutOfMemory("ran out of memory"),
  Exited("ended itself"),
  Killed("was killed"),
  /// A call outlived its interruption.
  Deaf("was ended because a call in it could not be stopped"),
  /// It sent what is no frame, or belongs to nothing.
  Garbage("was ended because of what it sent"),
  /// The node failed at talking with it.
  Fault("was ended because of a fault in the node"),
  /// It did not come up.
  NotStarted("could not be started");

  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNALLED = 128;

  private final String words;

  ExitReason(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static ExitReason of(int exitCode) {
    if (exitCode == OUT_OF_MEMORY) {
      return OutOfMemory;
    }
    return exitCode > SIGNALLED ? Killed : Exited;
  }
}
