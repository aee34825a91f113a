package io.hotswap.runtime.http.body;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.Reservation;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/// A body as it arrives: in one array, all of which was reserved before.
public final class RequestBody {
  public static final int MOST_BYTES = 6 * 1024 * 1024;
  static final Refusal TOO_LARGE =
      Refusal.of(ErrorCode.TOO_LARGE, "A body has at most " + MOST_BYTES + " bytes (6 MB).");
  private static final int UNKNOWN = 16 * 1024;
  private static final byte[] NOTHING = new byte[0];

  private final Reservation memory;
  private final int room;
  private byte[] bytes = NOTHING;
  private int length;

  private RequestBody(Reservation memory, int room) {
    this.memory = memory;
    this.room = room;
  }

  /// @param declared its length; negative when the client does not state it
  public static Result<RequestBody> reserve(BytesInFlight inFlight, String tenant, long declared) {
    if (declared > MOST_BYTES) {
      return Result.refused(TOO_LARGE);
    }
    int room = declared < 0 ? UNKNOWN : (int) declared;
    return inFlight.reserve(tenant, room).map(memory -> new RequestBody(memory, room));
  }

  /// @return the refusal when the piece is not accepted
  public Optional<Refusal> add(ByteBuf piece) {
    int more = piece.readableBytes();
    if (more == 0) {
      return Optional.empty();
    }
    var refusal = makeRoom(more);
    if (refusal.isEmpty()) {
      piece.readBytes(bytes, length, more);
      length += more;
    }
    return refusal;
  }

  Optional<Refusal> add(byte[] piece, int more) {
    var refusal = makeRoom(more);
    if (refusal.isEmpty()) {
      System.arraycopy(piece, 0, bytes, length, more);
      length += more;
    }
    return refusal;
  }

  // A declared length is reserved; the array is allocated when the first byte arrives.
  private Optional<Refusal> makeRoom(int more) {
    if (length + more <= bytes.length) {
      return Optional.empty();
    }
    if (length + more > MOST_BYTES) {
      return Optional.of(TOO_LARGE);
    }
    int size = bytes.length == 0 ? room : bytes.length;
    while (size < length + more) {
      size = Math.min(MOST_BYTES, Math.max(UNKNOWN, 2 * size));
    }
    var refusal = size > room ? memory.resize(size) : Optional.<Refusal>empty();
    if (refusal.isEmpty()) {
      bytes = Arrays.copyOf(bytes, size);
    }
    return refusal;
  }

  /// Call it after the last piece.
  public byte[] whole() {
    if (length < bytes.length) {
      bytes = Arrays.copyOf(bytes, length);
      memory.resize(length);
    }
    return bytes;
  }

  public Reservation memory() {
    return memory;
  }
}
