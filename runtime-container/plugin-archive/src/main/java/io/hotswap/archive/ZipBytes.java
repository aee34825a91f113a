package io.hotswap.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The entries of a jar or zip that lies in memory, found by name and unpacked one at a time. A
/// node's short way to a class: `JarFile` takes twice as long until it is compiled. For bytes that
/// [PluginArchives#read] accepted before; what it refused may be misread here.
///
/// [Layout of a zip](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), 4.3.
public final class ZipBytes implements AutoCloseable {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_LENGTH = 46;
  private static final int LOCAL_HEADER_LENGTH = 30;
  private static final int LONGEST = 0xffff;
  private static final int DEFLATED = 8;
  // Of what can be deflated at all.
  private static final int MOST_RATIO = 1_032;
  // Stands for a number of 64 bits that is somewhere else.
  private static final int ELSEWHERE = -1;
  private static final short NUMBERS_64 = 1;

  private final ByteBuffer zip;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  // Not in use; two threads may unpack at once.
  private final AtomicReference<@Nullable Inflater> idle = new AtomicReference<>();
  private volatile boolean closed;

  /// @param at where its local header is
  private record Entry(int at, int packed, int size, boolean deflated) {}

  /// @throws ZipException when it is none
  public ZipBytes(ByteBuffer bytes) throws ZipException {
    zip = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    try {
      readDirectory();
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw damaged(e);
    }
  }

  private void readDirectory() throws ZipException {
    int end = end();
    int length = zip.getInt(end + 12);
    int offset = zip.getInt(end + 16);
    if (length == ELSEWHERE || offset == ELSEWHERE) {
      // Its locator has where it is counted from the zip's beginning, which need not be ours.
      end = end - LOCATOR_LENGTH - 56;
      if (zip.getInt(end) != END_64) {
        throw new ZipException("no end of directory");
      }
      length = Math.toIntExact(zip.getLong(end + 40));
      offset = Math.toIntExact(zip.getLong(end + 48));
    }
    int at = end - length;
    // Something may stand before the zip, such as a script that runs it.
    int before = at - offset;
    var name = new byte[LONGEST];
    while (at < end) {
      at += readHeader(at, before, name);
    }
  }

  private int end() throws ZipException {
    int last = zip.limit() - END_LENGTH;
    for (int at = last; at >= Math.max(0, last - LONGEST); at--) {
      if (zip.getInt(at) == END && at + END_LENGTH + number(at + 20) == zip.limit()) {
        return at;
      }
    }
    throw new ZipException("no end of directory");
  }

  private int readHeader(int at, int before, byte[] name) throws ZipException {
    if (zip.getInt(at) != HEADER) {
      throw new ZipException("no header at " + at);
    }
    int nameLength = number(at + 28);
    int extraLength = number(at + 30);
    zip.get(at + HEADER_LENGTH, name, 0, nameLength);
    int extra = at + HEADER_LENGTH + nameLength;
    var longer = new Numbers64(extra, extra + extraLength);
    int size = longer.of(zip.getInt(at + 24));
    int packed = longer.of(zip.getInt(at + 20));
    int local = before + longer.of(zip.getInt(at + 42));
    if (packed < 0 || packed > zip.limit() || size < 0 || size / MOST_RATIO > packed) {
      throw new ZipException("sizes that cannot be: " + packed + ", unpacked " + size);
    }
    entries.put(
        new String(name, 0, nameLength, StandardCharsets.UTF_8),
        new Entry(local, packed, size, number(at + 10) == DEFLATED));
    return HEADER_LENGTH + nameLength + extraLength + number(at + 32);
  }

  /// Those of one entry, in the order in which the header leaves them out.
  private final class Numbers64 {
    private int next;

    Numbers64(int extra, int end) {
      int at = extra;
      while (at < end && zip.getShort(at) != NUMBERS_64) {
        at += 4 + number(at + 2);
      }
      next = at + 4;
    }

    int of(int number) {
      if (number != ELSEWHERE) {
        return number;
      }
      next += Long.BYTES;
      return Math.toIntExact(zip.getLong(next - Long.BYTES));
    }
  }

  private int number(int at) {
    return Short.toUnsignedInt(zip.getShort(at));
  }

  /// In the order of the directory, which is that of a zip's class path.
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /// An entry's content, null where there is none of that name.
  ///
  /// @throws IllegalStateException when this, or the memory it reads, was closed
  public byte @Nullable [] read(String name) throws ZipException {
    var entry = entries.get(name);
    if (entry == null) {
      return null;
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    try {
      int at = entry.at() + LOCAL_HEADER_LENGTH;
      at += number(entry.at() + 26) + number(entry.at() + 28);
      var packed = new byte[entry.packed()];
      zip.get(at, packed);
      return entry.deflated() ? inflate(packed, entry.size()) : packed;
    } catch (IndexOutOfBoundsException e) {
      throw damaged(e);
    }
  }

  private byte[] inflate(byte[] packed, int size) throws ZipException {
    var content = new byte[size];
    var used = idle.getAndSet(null);
    var inflater = used == null ? new Inflater(true) : used;
    try {
      inflater.reset();
      inflater.setInput(packed);
      if (inflater.inflate(content) != size) {
        throw new ZipException("an entry is shorter than its header says");
      }
    } catch (DataFormatException e) {
      throw damaged(e);
    } finally {
      keep(inflater);
    }
    return content;
  }

  private void keep(@Nullable Inflater inflater) {
    var other = idle.getAndSet(inflater);
    if (other != null) {
      other.end();
    }
  }

  private static ZipException damaged(Exception why) {
    var damaged = new ZipException("not a whole zip: " + why.getMessage());
    damaged.initCause(why);
    return damaged;
  }

  @Override
  public void close() {
    closed = true;
    keep(null);
  }
}
