package io.hotswap.runtime.http.connection;

/// Why the node closes a connection that its client would have kept.
enum CutReason {
  SLOW_HEAD("slow-head", "no whole head in time"),
  SLOW_BODY("slow-body", "a body came too slowly"),
  SLOW_READER("slow-reader", "answers were not taken fast enough"),
  TOO_MANY("too-many", "as many connections as there may be are open");

  private final String label;
  private final String sentence;

  CutReason(String label, String sentence) {
    this.label = label;
    this.sentence = sentence;
  }

  String label() {
    return label;
  }

  String sentence() {
    return sentence;
  }
}
