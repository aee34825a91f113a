package io.hotswap.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.body.BodyDecoder;
import io.hotswap.runtime.http.body.ContentCoding;
import io.hotswap.runtime.http.body.RequestBody;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However decoding a body ends, what was reserved for it is given back. */
class DecodingFaultsTest {
  private static final int SIX_MEGABYTES = 6 << 20;

  private static BytesInFlight inFlight() {
    return new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20));
  }

  private static byte[] gzip(int length) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(coded)) {
      out.write(new byte[length]);
    }
    return coded.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void whatever_is_thrown(ContentCoding coding) {
    var inFlight = inFlight();
    assertThrows(NullPointerException.class, () -> coding.decode(null, inFlight, "acme"));
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_body_that_is_not_coded_so() {
    var inFlight = inFlight();
    assertInstanceOf(
        Result.Refused.class, ContentCoding.GZIP.decode(new byte[100], inFlight, "acme"));
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_decoded_body_that_is_too_large() throws Exception {
    var inFlight = inFlight();
    assertInstanceOf(
        Result.Refused.class, ContentCoding.GZIP.decode(gzip(SIX_MEGABYTES + 1), inFlight, "acme"));
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_whole_body_has_its_announced_length() throws Exception {
    var inFlight = inFlight();
    var body =
        assertInstanceOf(
                Result.Done.class, ContentCoding.GZIP.decode(gzip(100_000), inFlight, "acme"))
            .value();
    assertEquals(100_000, inFlight.taken());
    ((RequestBody) body).memory().release();
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_heap_that_is_full() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FullHeap.class.getName())
            .redirectErrorStream(true)
            .start();
    var said =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return e.toString();
              }
            });
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    var text = said.get(10, TimeUnit.SECONDS);
    assertTrue(text.contains("refused NOT_READY taken 0"), text);
  }

  /** A node that has no memory left when a body is to be decoded. */
  static final class FullHeap {
    private static final int PIECE = 128 << 10;

    private FullHeap() {}

    public static void main(String[] arguments) throws Exception {
      var inFlight = inFlight();
      try (var decoder = new BodyDecoder(inFlight)) {
        decode(decoder, gzip(1_000));
        var coded = gzip(SIX_MEGABYTES);
        var held = filled();
        // For whatever else is needed.
        held.subList(0, 8).clear();
        var decoded = decode(decoder, coded);
        held.clear();
        System.out.println(
            (decoded instanceof Result.Refused<RequestBody> it
                    ? "refused " + it.refusal().code()
                    : decoded)
                + " taken "
                + (inFlight.taken() - 1_000));
      }
    }

    private static List<byte[]> filled() {
      List<byte[]> held = new ArrayList<>();
      try {
        while (true) {
          held.add(new byte[PIECE]);
        }
      } catch (OutOfMemoryError _) {
        return held;
      }
    }

    private static Result<RequestBody> decode(BodyDecoder decoder, byte[] coded) throws Exception {
      var decoded = new CompletableFuture<Result<RequestBody>>();
      decoder.decode(ContentCoding.GZIP, coded, "acme", decoded::complete);
      return decoded.get(60, TimeUnit.SECONDS);
    }
  }
}
