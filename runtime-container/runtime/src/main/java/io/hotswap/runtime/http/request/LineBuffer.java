package io.hotswap.runtime.http.request;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpObjectDecoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Where Netty's decoder copies the line that it reads: the bytes of a bearer token would lie there
/// for as long as the connection lasts. Netty has no other way to it.
final class LineBuffer {
  private static final VarHandle FIELD = field();

  private LineBuffer() {}

  private static VarHandle field() {
    try {
      return MethodHandles.privateLookupIn(HttpObjectDecoder.class, MethodHandles.lookup())
          .findVarHandle(HttpObjectDecoder.class, "parserScratchBuffer", ByteBuf.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Netty keeps the lines that it reads elsewhere", e);
    }
  }

  /// @param decoder between two lines
  static void wipe(HttpObjectDecoder decoder) {
    var lines = (ByteBuf) FIELD.get(decoder);
    lines.setZero(0, lines.capacity());
  }
}
