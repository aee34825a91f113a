package io.hotswap.archive.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What two readers could take for two things, and what says of itself what is not so.
class AmbiguousZipTest {
  private static final byte[] TEXT = "abc".repeat(1_000).getBytes(UTF_8);
  private static final byte[] OTHER = new RawZip().add(RawEntry.of("b", "other")).bytes();

  @Test
  void several_ends_or_something_around_it() {
    refused("nothing may stand before", zip().comment(OTHER));
    refused("nothing may stand before", zip().behind(OTHER));
    refused("several ends", zip().comment(Arrays.copyOf(OTHER, OTHER.length + 3)));
    refused("several ends", zip().behind(Arrays.copyOf(OTHER, OTHER.length + 3)));
    refused("1 bytes stand behind its end", zip().behind((byte) 0));
    refused("7 bytes stand behind its end", zip().behind(new byte[7]));
    refused("nothing may stand before", zip().prefix(false, OTHER));
    refused("before its first entry", zip().prefix(true, OTHER));
    refused("before its first entry", zip().prefix(true, "#!/bin/sh\n".getBytes(UTF_8)));
    refused("belong to no entry", zip().beforeDirectory(OTHER));
    refused("right before its end", zip().beforeEnd(new byte[20]));
    refused("right before its end", zip().beforeEnd(OTHER));
    refused("belong to no entry", zip().add(RawEntry.of("b", TEXT).before(OTHER)));
    refused("speaks of 7 entries", zip().counting(7));
    refused("speaks of 7 entries", zip().counting(7).end64());
  }

  @Test
  void an_entry_that_is_another_for_who_reads_from_the_beginning() {
    refused("another name", entry().namedBesideContent("z"));
    refused("other sizes", entry().claimingBesideContent(7));
    refused("in another way", entry().localFlags(1));
    refused("overlaps", zip().add(RawEntry.of("b", TEXT).at(9)));
    refused("overlaps", zip().add(RawEntry.of("a.txt", TEXT).named(new byte[] {'b'}).at(0)));
    refused("each entry once", zip().add(entry()));
    refused("of 1 to 1024", entry().named(new byte[0]));
    refused("of 1 to 1024", entry().named("n".repeat(1_025).getBytes(UTF_8)));
    refused("not in UTF-8", entry().named(new byte[] {'a', (byte) 0xfc}));
    refused("not in UTF-8", entry().comment((byte) 0xfc));
    refused("is encrypted", entry().flags(1));
    refused("stored and deflated", entry().method(12));
    refused("stored and deflated", entry().flags(0x2000));
  }

  @Test
  void sizes_are_counted_and_contents_checked() {
    for (var large : new boolean[] {false, true}) {
      var content = large ? new byte[2 << 20] : TEXT;
      refused("to the size", RawEntry.of("a", content).claiming(content.length - 1));
      refused("to the size", RawEntry.of("a", content).claiming(content.length + 1));
      refused("the CRC", RawEntry.of("a", content).crc(7));
      refused("the CRC", RawEntry.of("a", content).stored().crc(7));
      refused("sizes that can't be", RawEntry.of("a", content).stored().claiming(1));
      var cut = RawEntry.of("a", content).packed();
      refused("", RawEntry.of("a", content).packed(Arrays.copyOf(cut, cut.length - 3)));
      var more = Arrays.copyOf(cut, cut.length + 3);
      refused("to the size", RawEntry.of("a", content).packed(more));
    }
    refused("times their compressed size", entry().claiming(Integer.MAX_VALUE));
    refused("", entry().claiming(1L << 40).numbers64());
    refused("", entry().claiming(-1L).numbers64());
    refused("", entry().claimingPacked(1 << 30));
    refused("contradicts its header", entry().extra((byte) 1, (byte) 0, (byte) 8, (byte) 0));
    refused("contradicts its header", entry().extra((byte) 7, (byte) 0, (byte) 99, (byte) 0));
  }

  private static RawEntry entry() {
    return RawEntry.of("a", TEXT);
  }

  private static RawZip zip() {
    return new RawZip().add(entry());
  }

  private static void refused(String why, RawEntry entry) {
    refused(why, new RawZip().add(entry));
  }

  private static void refused(String why, RawZip zip) {
    var refused = assertThrows(ZipRefused.class, () -> readAll(zip.bytes()), why);
    var text = String.valueOf(refused.getMessage());
    assertTrue(text.contains(why), text);
  }

  @Test
  void the_same_zip_without_the_ambiguity_is_read() {
    assertDoesNotThrow(() -> readAll(zip().bytes()));
    assertDoesNotThrow(() -> readAll(OTHER));
    assertDoesNotThrow(() -> readAll(new RawZip().bytes()));
  }

  private static void readAll(byte[] bytes) throws IOException {
    var budget = new Budget(100, 64 << 20, 200_000);
    try (var zip = new StrictZip(ByteBuffer.wrap(bytes), "a.zip", budget)) {
      zip.checkPlaces();
      for (var name : zip.names()) {
        try (var in = zip.open(name)) {
          if (in != null) {
            in.readAllBytes();
          }
        }
      }
    }
  }
}
