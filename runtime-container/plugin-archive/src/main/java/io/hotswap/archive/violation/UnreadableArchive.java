package io.hotswap.archive.violation;

/// Ends the reading: nothing after this violation could be trusted.
public final class UnreadableArchive extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Violation violation;

  public UnreadableArchive(Violation violation) {
    super(violation.toString(), null, false, false);
    this.violation = violation;
  }

  public Violation violation() {
    return violation;
  }
}
