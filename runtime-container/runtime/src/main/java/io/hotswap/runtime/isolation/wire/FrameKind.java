package io.hotswap.runtime.isolation.wire;

/// The byte after a frame's length: its kind.
enum FrameKind {
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
  LOGGED(12),
  CONFIGURE(13),
  CALL_PLUGIN(14),
  GIVE_UP_PLUGIN_CALL(15),
  PLUGIN_REPLIED(16),
  PLUGIN_NOT_REPLIED(17);

  private static final FrameKind[] ALL = values();

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FrameKind of(Frame frame) {
    return switch (frame) {
      case Frame.Start _ -> START;
      case Frame.Call _ -> CALL;
      case Frame.Cancel _ -> CANCEL;
      case Frame.Configure _ -> CONFIGURE;
      case Frame.AskHealth _ -> ASK_HEALTH;
      case Frame.Stop _ -> STOP;
      case Frame.Done _ -> DONE;
      case Frame.Replied _ -> REPLIED;
      case Frame.Rejected _ -> REJECTED;
      case Frame.Failed _ -> FAILED;
      case Frame.Examined _ -> EXAMINED;
      case Frame.Recorded _ -> RECORDED;
      case Frame.Logged _ -> LOGGED;
      case Frame.CallPlugin _ -> CALL_PLUGIN;
      case Frame.GiveUpPluginCall _ -> GIVE_UP_PLUGIN_CALL;
      case Frame.PluginReplied _ -> PLUGIN_REPLIED;
      case Frame.PluginNotReplied _ -> PLUGIN_NOT_REPLIED;
    };
  }

  static FrameKind of(int code) throws ProtocolViolation {
    for (var frameKind : ALL) {
      if (frameKind.code == code) {
        return frameKind;
      }
    }
    throw new ProtocolViolation("there is no kind " + code);
  }
}
