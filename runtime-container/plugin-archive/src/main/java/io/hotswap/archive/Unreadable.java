package io.hotswap.archive;

/// Stops the reading: nothing after this violation could be trusted.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Violation violation;

  Unreadable(Violation violation) {
    super(violation.toString(), null, false, false);
    this.violation = violation;
  }

  Violation violation() {
    return violation;
  }
}
