package io.hotswap.runtime.isolation.wire;

/// A frame's second word.
enum Kind {
  START(1),
  CALL(2),
  CANCEL(3),
  ASK_HEALTH(4),
  STOP(5),
  DONE(6),
  REPLIED(7),
  REJECTED(8),
  FAILED(9),
  EXAMINED(10),
  RECORDED(11),
  LOGGED(12);

  private static final Kind[] ALL = values();

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Kind of(Frame frame) {
    return switch (frame) {
      case Frame.Start _ -> START;
      case Frame.Call _ -> CALL;
      case Frame.Cancel _ -> CANCEL;
      case Frame.AskHealth _ -> ASK_HEALTH;
      case Frame.Stop _ -> STOP;
      case Frame.Done _ -> DONE;
      case Frame.Replied _ -> REPLIED;
      case Frame.Rejected _ -> REJECTED;
      case Frame.Failed _ -> FAILED;
      case Frame.Examined _ -> EXAMINED;
      case Frame.Recorded _ -> RECORDED;
      case Frame.Logged _ -> LOGGED;
    };
  }

  static Kind of(int code) throws Garbage {
    for (var kind : ALL) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new Garbage("there is no kind " + code);
  }
}
