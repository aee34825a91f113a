package bench;

/** Stands in while compiling; the real one is generated. */
final class Version {
  private Version() {}

  static String name() {
    return "";
  }
}
