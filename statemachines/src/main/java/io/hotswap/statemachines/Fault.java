package io.hotswap.statemachines;

/// The failure of a state.
public final class Fault extends Exception {
  private static final long serialVersionUID = 1;
  private final String error;

  /// @param error name as in `ErrorEquals`
  public Fault(String error, String cause) {
    super(cause);
    this.error = error;
  }

  public String error() {
    return error;
  }

  /// Whether a name in a Retry or Catch matches it.
  boolean matches(String name) {
    return name.equals("States.ALL")
        || name.equals(error)
        || (name.equals("States.TaskFailed") && !error.equals("States.Timeout"));
  }
}
