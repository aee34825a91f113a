package io.hotswap.agent.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes messages: the length of what follows, the kind, the id, and the kind's fields, of which
/// the last takes the rest.
public final class SocketMessageWriter {
  static final int ASKED = 1;
  static final int ANSWERED = 2;
  static final int ABSENT = 3;
  static final int NOT_ANSWERED = 4;
  private static final int HEAD = 1 + Long.BYTES;

  private final DataOutputStream out;

  public SocketMessageWriter(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  public synchronized void write(SocketMessage message) throws IOException {
    switch (message) {
      case SocketMessage.Asked(var id, var question, var json) -> {
        var name = question.getBytes(US_ASCII);
        head(ASKED, id, 1 + name.length + json.length);
        out.writeByte(name.length);
        out.write(name);
        out.write(json);
      }
      case SocketMessage.Answered(var id, var time, var json) -> {
        head(ANSWERED, id, Long.BYTES + json.length);
        out.writeLong(time);
        out.write(json);
      }
      case SocketMessage.Absent(var id, var what) -> text(ABSENT, id, what);
      case SocketMessage.NotAnswered(var id, var why) -> text(NOT_ANSWERED, id, why);
    }
    out.flush();
  }

  private void text(int kind, long id, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    head(kind, id, bytes.length);
    out.write(bytes);
  }

  private void head(int kind, long id, int length) throws IOException {
    out.writeInt(HEAD + length);
    out.writeByte(kind);
    out.writeLong(id);
  }
}
