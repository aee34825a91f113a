package io.hotswap.archive.schema;

/// What a comparison may cost: schemas are an author's, and their combinations grow exponentially.
final class Effort {
  private static final int MOST = 50_000;
  private int spent;

  /// @throws Exhausted when there is none left
  void spend() {
    if (++spent > MOST) {
      throw new Exhausted("the schemas have too many combinations to compare");
    }
  }

  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exhausted(String why) {
      super(why, null, false, false);
    }
  }
}
