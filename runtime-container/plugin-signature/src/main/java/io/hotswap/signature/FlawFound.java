package io.hotswap.signature;

/// Ends a verification.
final class FlawFound extends Exception {
  private static final long serialVersionUID = 1;

  private final Flaw flaw;

  FlawFound(Flaw flaw, String detail) {
    super(detail, null, false, false);
    this.flaw = flaw;
  }

  Flaw flaw() {
    return flaw;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
