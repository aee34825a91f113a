package io.hotswap.agent.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Reads messages, and checks every length before it allocates. Not thread-safe.
public final class SocketMessageReader {
  private static final int HEAD = 1 + Long.BYTES;

  private final DataInputStream in;
  private final int most;

  /// @param most bytes of a message
  public SocketMessageReader(InputStream in, int most) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.most = most;
  }

  /// @throws EOFException when the other end has closed
  /// @throws MalformedMessage when it is no message
  public SocketMessage read() throws IOException {
    int length = in.readInt();
    if (length < HEAD || length > most) {
      throw new MalformedMessage("a message of " + length + " bytes");
    }
    int kind = in.readUnsignedByte();
    long id = in.readLong();
    int left = length - HEAD;
    return switch (kind) {
      case SocketMessageWriter.ASKED -> asked(id, left);
      case SocketMessageWriter.ANSWERED -> answered(id, left);
      case SocketMessageWriter.ABSENT -> new SocketMessage.Absent(id, text(left));
      case SocketMessageWriter.NOT_ANSWERED -> new SocketMessage.NotAnswered(id, text(left));
      default -> throw new MalformedMessage("a message of kind " + kind);
    };
  }

  private SocketMessage asked(long id, int left) throws IOException {
    require(left >= 1, "no name of a question");
    int name = in.readUnsignedByte();
    require(name < left, "a name of " + name + " bytes where " + left + " are left");
    var question = new String(bytes(name), US_ASCII);
    return new SocketMessage.Asked(id, question, bytes(left - 1 - name));
  }

  private SocketMessage answered(long id, int left) throws IOException {
    require(left >= Long.BYTES, "no time of an answer");
    return new SocketMessage.Answered(id, in.readLong(), bytes(left - Long.BYTES));
  }

  private String text(int length) throws IOException {
    return new String(bytes(length), UTF_8);
  }

  private static void require(boolean holds, String otherwise) throws MalformedMessage {
    if (!holds) {
      throw new MalformedMessage(otherwise);
    }
  }

  // In steps as they arrive: whoever announces much has to send it before it takes memory.
  private byte[] bytes(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
