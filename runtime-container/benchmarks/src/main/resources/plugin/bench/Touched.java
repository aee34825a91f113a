package bench;

/** Stands in while compiling; the real one is generated. */
final class Touched {
  private Touched() {}

  static int touch(int seed) {
    return seed;
  }
}
