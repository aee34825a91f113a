package io.hotswap.runtime.http.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose bodies wait for the one thread that decodes. */
class BodyDecoderTest {
  private static final int OF_A_TENANT = 64;

  private final BodyDecoder decoder =
      new BodyDecoder(new BytesInFlight(new MemoryConfig(64 << 20, 12 << 20)));
  private final CountDownLatch slow = new CountDownLatch(1);
  private final List<ErrorCode> refused = new CopyOnWriteArrayList<>();
  private final List<String> decoded = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    slow.countDown();
    decoder.close();
  }

  private static byte[] gzip() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write("body".getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private void send(String tenant, int bodies) throws IOException {
    for (int body = 0; body < bodies; body++) {
      decoder.decode(ContentCoding.GZIP, gzip(), tenant, it -> took(tenant, it));
    }
  }

  private void took(String tenant, Result<RequestBody> body) {
    switch (body) {
      case Result.Refused<RequestBody>(var refusal) -> refused.add(refusal.code());
      case Result.Done<RequestBody>(var done) -> {
        done.memory().release();
        decoded.add(tenant);
        await();
      }
    }
  }

  private void await() {
    try {
      slow.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_tenant_has_a_quarter_of_the_places() throws Exception {
    send("greedy", OF_A_TENANT);
    assertEquals(List.of(), refused);
    send("greedy", 1);
    assertEquals(List.of(ErrorCode.TOO_MANY_REQUESTS), refused);
    send("modest", OF_A_TENANT);
    assertEquals(1, refused.size());
  }

  @Test
  void several_tenants_together_have_all_places() throws Exception {
    for (var tenant : List.of("a", "b", "c", "d")) {
      send(tenant, OF_A_TENANT);
    }
    assertEquals(List.of(), refused);
    send("e", 1);
    send("", 1);
    assertEquals(List.of(ErrorCode.NOT_READY, ErrorCode.NOT_READY), refused);
  }

  @Test
  void places_come_back_whatever_becomes_of_the_body() throws Exception {
    for (int body = 0; body < OF_A_TENANT; body++) {
      decoder.decode(
          ContentCoding.GZIP, new byte[] {1, 2, 3}, "garbled", it -> took("garbled", it));
    }
    send("greedy", OF_A_TENANT + 1);
    slow.countDown();
    Eventually.so("all are decoded", () -> decoded.size() == OF_A_TENANT);
    assertTrue(refused.contains(ErrorCode.TOO_MANY_REQUESTS));
    refused.clear();
    decoded.clear();
    send("greedy", OF_A_TENANT);
    send("garbled", OF_A_TENANT);
    Eventually.so("all are decoded again", () -> decoded.size() == 2 * OF_A_TENANT);
    assertEquals(List.of(), refused);
  }
}
