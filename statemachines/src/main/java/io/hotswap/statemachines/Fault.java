package io.hotswap.statemachines;

/// What makes a state fail.
public final class Fault extends Exception {
  private static final long serialVersionUID = 1;
  private final String error;

  /// @param error as `ErrorEquals` names it
  public Fault(String error, String cause) {
    super(cause);
    this.error = error;
  }

  public String error() {
    return error;
  }

  /// Whether a Retry or Catch is for it.
  boolean isNamedBy(String name) {
    return name.equals("States.ALL")
        || name.equals(error)
        || (name.equals("States.TaskFailed") && !error.equals("States.Timeout"));
  }
}
