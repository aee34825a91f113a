package io.hotswap.runtime.isolation.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads frames and checks every length. Not thread-safe.
public final class FrameReader {
  private final DataInputStream in;
  private int left;

  public FrameReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in));
  }

  /// @throws java.io.EOFException when the other end has closed
  /// @throws ProtocolViolation when it is no valid frame
  public Frame read() throws IOException {
    int length = in.readInt();
    if (length < 1 || length > Frame.MOST_BYTES) {
      throw new ProtocolViolation("a frame of " + length + " bytes");
    }
    left = length;
    var frame = frame();
    if (left != 0) {
      throw new ProtocolViolation(left + " bytes too many in a frame");
    }
    return frame;
  }

  /// What follows an invalid frame, for a message; never blocks.
  public String behind(int most) throws IOException {
    var bytes = in.readNBytes(Math.min(in.available(), most));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private Frame frame() throws IOException {
    take(1);
    var frameKind = FrameKind.of(in.readUnsignedByte());
    long id = number();
    return switch (frameKind) {
      case START -> start(id);
      case CALL -> call(id);
      case CANCEL -> new Frame.Cancel(id);
      case CONFIGURE -> new Frame.Configure(id, text(), text(), secrets());
      case ASK_HEALTH -> new Frame.AskHealth(id);
      case STOP -> new Frame.Stop(id);
      case DONE -> new Frame.Done(id);
      case REPLIED -> new Frame.Replied(id, text(), rest());
      case REJECTED -> new Frame.Rejected(id, text(), text());
      case FAILED -> new Frame.Failed(id, text(), text(), text());
      case EXAMINED -> new Frame.Examined(id, flag(), text());
      case RECORDED -> new Frame.Recorded(id, text(), Double.longBitsToDouble(number()));
      case CALL_PLUGIN -> new Frame.CallPlugin(id, number(), text(), text(), text(), rest());
      case GIVE_UP_PLUGIN_CALL -> new Frame.GiveUpPluginCall(id);
      case PLUGIN_REPLIED -> new Frame.PluginReplied(id, text(), rest());
      case PLUGIN_NOT_REPLIED -> new Frame.PluginNotReplied(id, text(), text(), text());
      case LOGGED -> new Frame.Logged(id, text(), text(), text(), text());
    };
  }

  private Frame start(long id) throws IOException {
    var name = text();
    var version = text();
    var entryPoint = text();
    var temporary = text();
    var level = text();
    int jars = size();
    List<String> classPath = new ArrayList<>();
    for (int i = 0; i < jars; i++) {
      classPath.add(text());
    }
    return new Frame.Start(id, name, version, entryPoint, classPath, temporary, level);
  }

  private Frame call(long id) throws IOException {
    return new Frame.Call(
        id, text(), text(), text(), text(), text(), instant(), text(), secrets(), rest());
  }

  private List<Frame.SecretValue> secrets() throws IOException {
    int count = size();
    List<Frame.SecretValue> secrets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      secrets.add(new Frame.SecretValue(text(), text(), text()));
    }
    return secrets;
  }

  private Instant instant() throws IOException {
    long seconds = number();
    try {
      return Instant.ofEpochSecond(seconds, size());
    } catch (DateTimeException e) {
      throw new ProtocolViolation("no moment: " + e.getMessage());
    }
  }

  private String text() throws IOException {
    return new String(bytes(size()), StandardCharsets.UTF_8);
  }

  private byte[] rest() throws IOException {
    return bytes(left);
  }

  private byte[] bytes(int length) throws IOException {
    take(length);
    var bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private boolean flag() throws IOException {
    take(1);
    return in.readBoolean();
  }

  private long number() throws IOException {
    take(Long.BYTES);
    return in.readLong();
  }

  private int size() throws IOException {
    take(Integer.BYTES);
    return in.readInt();
  }

  private void take(int length) throws ProtocolViolation {
    if (length < 0 || length > left) {
      throw new ProtocolViolation("a field of " + length + " bytes where " + left + " are left");
    }
    left -= length;
  }
}
