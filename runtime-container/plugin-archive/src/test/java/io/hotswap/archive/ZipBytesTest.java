package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
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
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipBytesTest {
  private static final byte[] LONG = "abc".repeat(10_000).getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void entries_are_what_java_reads_in_them() throws Exception {
    var file = Files.write(folder.resolve("a.zip"), zip("a comment"));
    try (var bytes = bytes(Files.readAllBytes(file));
        var zip = new ZipFile(file.toFile())) {
      assertEquals(zip.stream().map(ZipEntry::getName).toList(), List.copyOf(bytes.names()));
      for (var entry : zip.stream().toList()) {
        assertArrayEquals(
            zip.getInputStream(entry).readAllBytes(), bytes.read(entry.getName()), entry.getName());
      }
      assertNull(bytes.read("none"));
      assertFalse(bytes.has("none"));
    }
  }

  @Test
  void something_may_stand_before_it() throws Exception {
    var script = "#!/bin/sh\nexec java -jar $0\n".getBytes(UTF_8);
    var zip = zip("");
    var both = Arrays.copyOf(script, script.length + zip.length);
    System.arraycopy(zip, 0, both, script.length, zip.length);
    try (var bytes = bytes(both)) {
      assertArrayEquals(LONG, bytes.read("deflated.txt"));
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
    try (var bytes = bytes(forced)) {
      assertArrayEquals(LONG, bytes.read("a.txt"));
    }
  }

  @Test
  void the_numbers_of_an_entry_may_have_64_bits() throws Exception {
    try (var bytes = bytes(with64("name", LONG))) {
      assertArrayEquals(LONG, bytes.read("name"));
    }
  }

  @Test
  void what_is_no_zip_is_refused_and_nothing_else_happens() {
    var whole = zip("");
    assertThrows(ZipException.class, () -> bytes(new byte[0]));
    assertThrows(ZipException.class, () -> bytes(new byte[100]));
    assertThrows(ZipException.class, () -> bytes("no zip".repeat(100).getBytes(UTF_8)));
    assertThrows(ZipException.class, () -> bytes(Arrays.copyOf(whole, whole.length / 2)));
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      var garbled = whole.clone();
      for (int j = 0; j < 3; j++) {
        garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
      }
      readAll(garbled);
    }
  }

  private static void readAll(byte[] zip) {
    try (var bytes = bytes(zip)) {
      for (var name : bytes.names()) {
        bytes.read(name);
      }
    } catch (ZipException expected) {
      assertFalse(String.valueOf(expected.getMessage()).isEmpty());
    }
  }

  @Test
  void once_closed_it_says_so() throws Exception {
    var bytes = bytes(zip(""));
    bytes.close();
    assertThrows(IllegalStateException.class, () -> bytes.read("deflated.txt"));
  }

  private static ZipBytes bytes(byte[] zip) throws ZipException {
    return new ZipBytes(ByteBuffer.wrap(zip));
  }

  private static byte[] zip(String comment) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setComment(comment);
      zip.putNextEntry(new ZipEntry("deflated.txt"));
      zip.write(LONG);
      zip.putNextEntry(new ZipEntry("empty.txt"));
      zip.putNextEntry(new ZipEntry("ordner/\u00fc.txt"));
      zip.write(1);
      var stored = new ZipEntry("stored.txt");
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(LONG.length);
      var crc = new CRC32();
      crc.update(LONG);
      stored.setCrc(crc.getValue());
      zip.putNextEntry(stored);
      zip.write(LONG);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /// One stored entry; of its header, size and place are in the extra field.
  private static byte[] with64(String name, byte[] content) {
    var out = ByteBuffer.allocate(content.length + 300).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x04034b50).putShort((short) 45).putInt(0).putInt(0).putInt(0);
    out.putInt(content.length).putInt(content.length).putShort((short) name.length());
    out.putShort((short) 0).put(name.getBytes(UTF_8)).put(content);
    int directory = out.position();
    out.putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0).putInt(0);
    out.putInt(-1).putInt(-1).putShort((short) name.length()).putShort((short) 36);
    out.putShort((short) 0).putInt(0).putInt(0).putInt(-1).put(name.getBytes(UTF_8));
    out.putShort((short) 0x5455).putShort((short) 4).putInt(0);
    out.putShort((short) 1).putShort((short) 24);
    out.putLong(content.length).putLong(content.length).putLong(0);
    int end = out.position();
    out.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    out.putInt(end - directory).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(out.array(), out.position());
  }
}
