package io.hotswap.archive.zip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The entries of a jar or zip in memory, found by name and unpacked one at a time with their CRC
/// checked. The only reader of the validator, the testkit and the nodes. `JarFile` takes twice as
/// long until it is compiled, and accepts files that two readers may understand differently.
///
/// [Layout of a zip](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), 4.3.
public final class StrictZip implements AutoCloseable {
  // Larger contents are unpacked in steps, so that memory grows only with actual content.
  private static final int LARGE = 1 << 20;

  private final ByteBuffer zip;
  private final String file;
  private final int directory;
  private final Map<String, DirectoryEntry> entries;
  // A spare inflater; two threads may unpack at once.
  private final AtomicReference<@Nullable Inflater> idle = new AtomicReference<>();
  private volatile boolean closed;

  /// @param file its name in messages
  /// @param budget of the archive that it is, or is part of
  /// @throws ZipRefused when it is no zip, or is ambiguous
  public StrictZip(ByteBuffer bytes, String file, Budget budget) throws ZipRefused {
    this.zip = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
    try {
      var end = EndRecord.of(zip, file);
      this.directory = end.directory();
      this.entries = read(end, budget);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw ZipRefused.damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, DirectoryEntry> read(EndRecord end, Budget budget) throws ZipRefused {
    Map<String, DirectoryEntry> found = new LinkedHashMap<>();
    int first = directory;
    int at = directory;
    while (at < end.end()) {
      var directoryEntry = DirectoryEntry.read(zip, at, end.end(), file);
      budget.entry(file, directoryEntry.name(), directoryEntry.packed(), directoryEntry.size());
      if (found.put(directoryEntry.name(), directoryEntry) != null) {
        throw new ZipRefused(
            "each entry once",
            "remove the second of " + DirectoryEntry.where(file, directoryEntry.name()));
      }
      first = Math.min(first, directoryEntry.local());
      at += directoryEntry.length();
    }
    if (found.size() != end.entries()) {
      throw ZipRefused.damaged(
          file,
          "its end speaks of %d entries, and it has %d".formatted(end.entries(), found.size()));
    }
    if (first != 0) {
      throw ZipRefused.damaged(file, first + " bytes stand before its first entry");
    }
    return found;
  }

  /// Checks that each entry lies where the directory says, that its local header matches, and that
  /// no bytes lie between entries, such as a second zip.
  public void checkPlaces() throws ZipRefused {
    try {
      checkInOrder();
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw ZipRefused.damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private void checkInOrder() throws ZipRefused {
    int next = 0;
    var inOrder =
        entries.values().stream().sorted(Comparator.comparingInt(DirectoryEntry::local)).toList();
    for (var directoryEntry : inOrder) {
      if (directoryEntry.local() != next) {
        throw ZipRefused.damaged(
            file,
            directoryEntry.local() < next
                ? DisplayName.of(directoryEntry.name()) + " overlaps the entry before it"
                : (directoryEntry.local() - next)
                    + " bytes before "
                    + DisplayName.of(directoryEntry.name())
                    + " belong to no entry");
      }
      var localEntry = new LocalEntry(zip, directoryEntry, file);
      next = localEntry.end(localEntry.content(directory));
    }
    if (next != directory) {
      throw ZipRefused.damaged(file, "bytes before its directory belong to no entry");
    }
  }

  ZipRefused refused(String what) {
    return ZipRefused.damaged(file, what);
  }

  /// In the order of the directory, which is a zip's class path order.
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /// The unpacked size of an entry, 0 when there is none of that name.
  public long size(String name) {
    var directoryEntry = entries.get(name);
    return directoryEntry == null ? 0 : directoryEntry.size();
  }

  /// An entry's content; null when there is none of that name.
  ///
  /// @param most limit in bytes
  /// @throws IllegalStateException when this, or the memory it reads, was closed
  public byte @Nullable [] read(String name, int most) throws ZipException {
    var directoryEntry = entries.get(name);
    if (directoryEntry == null) {
      return null;
    }
    if (directoryEntry.size() > most) {
      throw new ZipRefused(
          "at most " + most + " bytes in " + DirectoryEntry.where(file, name), "make it smaller");
    }
    if (directoryEntry.size() > LARGE || directoryEntry.packed() > LARGE) {
      return readLarge(directoryEntry);
    }
    var packed = new byte[directoryEntry.packed()];
    zip.get(content(directoryEntry), packed);
    return checked(
        directoryEntry, directoryEntry.isDeflated(zip) ? inflate(directoryEntry, packed) : packed);
  }

  private byte[] readLarge(DirectoryEntry directoryEntry) throws ZipException {
    try (var in = stream(directoryEntry)) {
      return in.readAllBytes();
    } catch (ZipException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("closed", e);
    }
  }

  /// The same as a stream, in steps for a large entry. A wrong size or CRC ends it with a
  /// [ZipException].
  public @Nullable InputStream open(String name) throws ZipException {
    var directoryEntry = entries.get(name);
    if (directoryEntry == null) {
      return null;
    }
    if (directoryEntry.size() > LARGE || directoryEntry.packed() > LARGE) {
      return stream(directoryEntry);
    }
    var content = read(name, LARGE);
    return content == null ? null : new ByteArrayInputStream(content);
  }

  private EntryStream stream(DirectoryEntry directoryEntry) throws ZipRefused {
    return new EntryStream(
        zip.slice(content(directoryEntry), directoryEntry.packed()),
        directoryEntry,
        directoryEntry.isDeflated(zip) ? taken() : null,
        DirectoryEntry.where(file, directoryEntry.name()),
        this::keep);
  }

  private int content(DirectoryEntry directoryEntry) throws ZipRefused {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    try {
      return new LocalEntry(zip, directoryEntry, file).content(directory);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw ZipRefused.damaged(
          DirectoryEntry.where(file, directoryEntry.name()), String.valueOf(e.getMessage()));
    }
  }

  private byte[] inflate(DirectoryEntry directoryEntry, byte[] packed) throws ZipRefused {
    var content = new byte[directoryEntry.size()];
    var inflater = taken();
    try {
      inflater.setInput(packed);
      int unpacked = inflater.inflate(content);
      // Some writers flush before they mark the last block.
      boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      if (unpacked != content.length
          || more
          || !inflater.finished()
          || inflater.getRemaining() > 0) {
        throw ZipRefused.damaged(
            DirectoryEntry.where(file, directoryEntry.name()), EntryStream.OTHER_SIZE);
      }
    } catch (DataFormatException e) {
      throw ZipRefused.damaged(
          DirectoryEntry.where(file, directoryEntry.name()), String.valueOf(e.getMessage()));
    } finally {
      keep(inflater);
    }
    return content;
  }

  private byte[] checked(DirectoryEntry directoryEntry, byte[] content) throws ZipRefused {
    var crc = new CRC32();
    crc.update(content);
    if ((int) crc.getValue() != directoryEntry.crc()) {
      throw ZipRefused.damaged(
          DirectoryEntry.where(file, directoryEntry.name()), EntryStream.OTHER_CRC);
    }
    return content;
  }

  private Inflater taken() {
    var used = idle.getAndSet(null);
    if (used == null) {
      return new Inflater(true);
    }
    used.reset();
    return used;
  }

  private void keep(@Nullable Inflater inflater) {
    var other = idle.getAndSet(inflater);
    if (other != null) {
      other.end();
    }
  }

  @Override
  public void close() {
    closed = true;
    keep(null);
  }
}
