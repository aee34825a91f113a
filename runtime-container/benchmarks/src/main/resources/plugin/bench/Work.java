package bench;

final class Work {
  private Work() {}

  static int on(byte[] body) {
    int sum = 17;
    for (int round = 0; round < 100; round++) {
      for (byte each : body) {
        sum = 31 * sum + each;
      }
    }
    return sum;
  }
}
