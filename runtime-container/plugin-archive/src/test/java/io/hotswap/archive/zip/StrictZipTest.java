package io.hotswap.archive.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictZipTest {
  private static final byte[] LONG = "abc".repeat(10_000).getBytes(UTF_8);
  private static final byte[] LARGE = new byte[3 << 20];

  static {
    new Random(1).nextBytes(LARGE);
  }

  @TempDir Path folder;

  @Test
  void entries_are_what_java_reads_in_them() throws Exception {
    var file = Files.write(folder.resolve("a.zip"), zip().bytes());
    try (var bytes = open(Files.readAllBytes(file));
        var zip = new ZipFile(file.toFile())) {
      bytes.checkPlaces();
      assertEquals(zip.stream().map(ZipEntry::getName).toList(), List.copyOf(bytes.names()));
      for (var entry : zip.stream().toList()) {
        var content = zip.getInputStream(entry).readAllBytes();
        assertArrayEquals(content, bytes.read(entry.getName(), 9 << 20), entry.getName());
        assertEquals(content.length, bytes.size(entry.getName()));
        try (var in = Objects.requireNonNull(bytes.open(entry.getName()))) {
          assertArrayEquals(content, in.readAllBytes(), entry.getName());
        }
      }
      assertNull(bytes.read("none", 1));
      assertNull(bytes.open("none"));
      assertFalse(bytes.has("none"));
    }
  }

  @Test
  void the_end_of_its_directory_may_have_64_bits() throws Exception {
    var file = folder.resolve("b.zip");
    try (var zip =
        FileSystems.newFileSystem(
            URI.create("jar:" + file.toUri()), Map.of("create", "true", "forceZIP64End", "true"))) {
      Files.write(zip.getPath("/a.txt"), LONG);
    }
    var forced = Files.readAllBytes(file);
    // As writers that do not know the size beforehand leave it.
    var end = ByteBuffer.wrap(forced).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(forced.length - 10, -1).putInt(forced.length - 6, -1);
    try (var bytes = open(forced)) {
      assertArrayEquals(LONG, bytes.read("a.txt", LONG.length));
    }
  }

  @Test
  void more_than_a_reader_takes_is_not_unpacked() throws Exception {
    try (var bytes = open(zip().bytes())) {
      assertThrows(ZipRefused.class, () -> bytes.read("deflated.txt", LONG.length - 1));
    }
  }

  @Test
  void what_is_no_zip_is_refused_and_nothing_else_happens() {
    var whole = zip().bytes();
    assertThrows(ZipRefused.class, () -> open(new byte[0]));
    assertThrows(ZipRefused.class, () -> open(new byte[100]));
    assertThrows(ZipRefused.class, () -> open("no zip".repeat(100).getBytes(UTF_8)));
    assertThrows(ZipRefused.class, () -> open(Arrays.copyOf(whole, whole.length / 2)));
    var small = small().bytes();
    var random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      var garbled = small.clone();
      for (int j = 0; j < 3; j++) {
        garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
      }
      readAll(garbled);
    }
  }

  private static void readAll(byte[] zip) {
    try (var bytes = open(zip)) {
      bytes.checkPlaces();
      for (var name : bytes.names()) {
        bytes.read(name, 1 << 20);
      }
    } catch (ZipException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @Test
  void once_closed_it_says_so() throws Exception {
    var bytes = open(zip().bytes());
    var large = Objects.requireNonNull(bytes.open("large.bin"));
    bytes.close();
    assertThrows(IllegalStateException.class, () -> bytes.read("deflated.txt", LONG.length));
    large.close();
    assertThrows(IOException.class, large::read);
  }

  private static StrictZip open(byte[] zip) throws ZipException {
    return new StrictZip(ByteBuffer.wrap(zip), "a.zip", new Budget(100, 1 << 30, 200));
  }

  private static RawZip small() {
    return new RawZip()
        .add(RawEntry.of("deflated.txt", LONG))
        .add(RawEntry.of("stored.txt", LONG).stored())
        .add(RawEntry.of("behind.txt", LONG).sizesBehind(true))
        .add(RawEntry.of("longer.txt", LONG).numbers64());
  }

  private static RawZip zip() {
    return small()
        .add(RawEntry.of("behind-unsigned.txt", LONG).sizesBehind(false))
        .add(RawEntry.of("stored-behind.txt", LONG).stored().sizesBehind(true))
        .add(RawEntry.of("empty.txt", ""))
        .add(RawEntry.of("empty-stored.txt", "").stored())
        .add(RawEntry.of("ordner/\u00fc.txt", "1").comment("ü".getBytes(UTF_8)))
        .add(RawEntry.of("extra.txt", "2").extra((byte) 0x55, (byte) 0x54, (byte) 0, (byte) 0))
        .add(RawEntry.of("aligned.txt", "3").localExtra(new byte[3]))
        .add(RawEntry.of("large.bin", LARGE))
        .add(RawEntry.of("large-stored.bin", LARGE).stored())
        .comment("a comment".getBytes(UTF_8))
        .end64();
  }
}
