package io.hotswap.archive.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A large entry's content; fails when it is longer or shorter than its header says.
final class EntryStream extends InputStream {
  static final String OTHER_SIZE = "it does not unpack to the size that its header says";
  static final String OTHER_CRC = "its content does not have the CRC that its header says";
  private static final int CHUNK = 64 << 10;

  private final ByteBuffer packed;
  private final DirectoryEntry directoryEntry;
  private final String where;
  private final Consumer<Inflater> giveBack;
  private final CRC32 crc = new CRC32();
  private final byte[] chunk = new byte[CHUNK];
  private @Nullable Inflater inflater;
  private long soFar;
  private boolean ended;
  private boolean closed;

  /// @param packed the entry's bytes only
  /// @param inflater null for stored entries
  EntryStream(
      ByteBuffer packed,
      DirectoryEntry directoryEntry,
      @Nullable Inflater inflater,
      String where,
      Consumer<Inflater> giveBack) {
    this.packed = packed;
    this.directoryEntry = directoryEntry;
    this.inflater = inflater;
    this.where = where;
    this.giveBack = giveBack;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (closed) {
      throw new IOException(where + " is closed");
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    int read;
    try {
      read =
          inflater == null ? copy(into, offset, length) : inflate(inflater, into, offset, length);
    } catch (DataFormatException e) {
      throw ZipRefused.damaged(where, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new IOException(where + " is closed", e);
    }
    return read > 0 ? counted(into, offset, read) : end();
  }

  private int copy(byte[] into, int offset, int length) {
    int read = Math.min(length, packed.remaining());
    packed.get(into, offset, read);
    return read;
  }

  private int inflate(Inflater from, byte[] into, int offset, int length)
      throws DataFormatException, IOException {
    while (true) {
      int read = from.inflate(into, offset, length);
      if (read > 0 || from.finished()) {
        return read;
      }
      if (from.needsDictionary() || !packed.hasRemaining()) {
        throw ZipRefused.damaged(where, OTHER_SIZE);
      }
      int more = Math.min(CHUNK, packed.remaining());
      packed.get(chunk, 0, more);
      from.setInput(chunk, 0, more);
    }
  }

  private int counted(byte[] into, int offset, int read) throws IOException {
    soFar += read;
    if (soFar > directoryEntry.size()) {
      throw ZipRefused.damaged(where, OTHER_SIZE);
    }
    crc.update(into, offset, read);
    if (soFar == directoryEntry.size() && (int) crc.getValue() != directoryEntry.crc()) {
      // Checked now: many readers know the size, and do not read to the end.
      throw ZipRefused.damaged(where, OTHER_CRC);
    }
    return read;
  }

  private int end() throws IOException {
    boolean rest = packed.hasRemaining() || (inflater != null && inflater.getRemaining() > 0);
    if (soFar != directoryEntry.size() || rest) {
      throw ZipRefused.damaged(where, OTHER_SIZE);
    }
    if ((int) crc.getValue() != directoryEntry.crc()) {
      throw ZipRefused.damaged(where, OTHER_CRC);
    }
    ended = true;
    return -1;
  }

  @Override
  public int available() {
    return closed ? 0 : (int) (directoryEntry.size() - soFar);
  }

  @Override
  public void close() {
    closed = true;
    if (inflater != null) {
      giveBack.accept(inflater);
      inflater = null;
    }
  }
}
