package io.hotswap.runtime.fuzzing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * What a connection sends: requests put together from good and bad parts, and then often damaged.
 */
final class RandomRequests {
  private static final String[] METHODS = {
    "GET",
    "GET",
    "POST",
    "POST",
    "POST",
    "HEAD",
    "OPTIONS",
    "PUT",
    "DELETE",
    "TRACE",
    "CONNECT",
    "PRI",
    "get",
    "",
    "G\0T",
    "X".repeat(300)
  };
  private static final String[] VERSIONS = {
    "HTTP/1.1",
    "HTTP/1.1",
    "HTTP/1.1",
    "HTTP/1.1",
    "HTTP/1.0",
    "HTTP/2.0",
    "HTTP/1.9",
    "HTTP/0.9",
    "http/1.1",
    "HTTP/1.1 x",
    "",
    "HTTP/999999999999.1"
  };
  private static final String[] LINE_ENDS = {
    "\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\0"
  };
  private static final String[] VALUES = {
    "",
    " ",
    "x",
    "0",
    "1",
    "-1",
    "99999999999999999999",
    "100-continue",
    "close",
    "keep-alive",
    "chunked",
    "gzip",
    "gzip, chunked",
    "br",
    "\0",
    "\u00ff",
    "a,b,,c",
    "\t",
    "\"",
    "%00",
    "text/plain",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "acme",
    "globex",
    "x".repeat(20_000)
  };
  private static final String[] NAMES = {
    "Host",
    "Expect",
    "Connection",
    "Content-Length",
    "Transfer-Encoding",
    "Content-Encoding",
    "Content-Type",
    "Authorization",
    "HotSwap-Tenant",
    "HotSwap-Preview",
    "traceparent",
    "tracestate",
    "Upgrade",
    "TE",
    "Trailer",
    "Range",
    "X",
    "x y",
    "",
    ":",
    "\u00e4"
  };

  private final Random random;
  private final String[] targets;
  private final String[] tokens;

  /**
   * @param path of an operation that echoes what the token's tenant sends
   */
  RandomRequests(long seed, String path, String token) {
    this.random = new Random(seed);
    this.targets =
        new String[] {
          path,
          path,
          path,
          path,
          "/health/live",
          "/health/ready",
          "/metrics",
          "/status",
          "/",
          "*",
          "//",
          "http://x" + path,
          "http://x",
          "https://x:99999/health/live",
          "/%zz",
          "/%00",
          "",
          path + "?" + "a=b&".repeat(500),
          "/api/v1/plugins/{plugin}/invoke/{operation}",
          "/api/v1/plugins/echo/route?tenant=%zz",
          "/api/v1/plugins//invoke/",
          "/\u00e4",
          "x:1",
          "/" + "y".repeat(10_000),
          path.replace("echo", "%65cho"),
          "/api/v1/plugins/%ff/invoke/run"
        };
    this.tokens =
        new String[] {
          token,
          token,
          token,
          token,
          "Bearer x",
          "Bearer a.b.c",
          "Basic dTpw",
          "",
          token + "x",
          token.substring(0, token.length() / 2),
          "Bearer " + "x".repeat(8_000)
        };
  }

  /** All that one connection sends. */
  byte[] next() {
    var all = new ByteArrayOutputStream();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      all.writeBytes(request());
    }
    var bytes = all.toByteArray();
    for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0; i > 0; i--) {
      bytes = damaged(bytes);
    }
    return bytes;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private byte[] request() {
    var end = random.nextInt(4) == 0 ? one(LINE_ENDS) : "\r\n";
    var head = new StringBuilder(one(METHODS) + " " + one(targets) + " " + one(VERSIONS) + end);
    if (random.nextInt(20) > 0) {
      head.append("Host: x").append(end);
    }
    if (random.nextInt(5) > 0) {
      head.append("Authorization: ").append(one(tokens)).append(end);
    }
    for (int i = random.nextInt(3) == 0 ? random.nextInt(6) : 0; i > 0; i--) {
      head.append(one(NAMES)).append(random.nextInt(9) == 0 ? " : " : ": ").append(one(VALUES));
      head.append(end);
    }
    var body = body();
    var framed = framed(body, head, end);
    var all = new ByteArrayOutputStream();
    all.writeBytes((head + end).getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(framed);
    return all.toByteArray();
  }

  private byte[] body() {
    var body =
        new byte
            [one("0", "1", "10", "1000", "100000").length() > 4 ? 100_000 : random.nextInt(200)];
    random.nextBytes(body);
    return body;
  }

  private byte[] framed(byte[] body, StringBuilder head, String end) {
    switch (random.nextInt(7)) {
      case 0 -> {
        return new byte[0];
      }
      case 1 -> {
        head.append("Transfer-Encoding: chunked").append(end);
        return chunked(body, end);
      }
      case 2 -> {
        var coded = gzipped(body);
        head.append("Content-Encoding: ").append(one("gzip", "gzip", "deflate", "br")).append(end);
        head.append("Content-Length: ").append(coded.length).append(end);
        return coded;
      }
      case 3 -> {
        head.append("Expect: ").append(one("100-continue", "foo")).append(end);
        head.append("Content-Length: ").append(body.length).append(end);
        return body;
      }
      case 4 -> {
        head.append("Content-Length: ").append(body.length + random.nextInt(5) - 2).append(end);
        return body;
      }
      default -> {
        head.append("Content-Length: ").append(body.length).append(end);
        return body;
      }
    }
  }

  private byte[] chunked(byte[] body, String end) {
    var all = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; ) {
      int size = Math.min(body.length - at, 1 + random.nextInt(body.length));
      var extension = random.nextInt(5) == 0 ? ";a=" + one(VALUES) : "";
      all.writeBytes(
          (Integer.toHexString(size) + extension + end).getBytes(StandardCharsets.ISO_8859_1));
      all.write(body, at, size);
      all.writeBytes(end.getBytes(StandardCharsets.ISO_8859_1));
      at += size;
    }
    var trailer = random.nextInt(5) == 0 ? one(NAMES) + ": " + one(VALUES) + end : "";
    all.writeBytes(("0" + end + trailer + end).getBytes(StandardCharsets.ISO_8859_1));
    return all.toByteArray();
  }

  private static byte[] gzipped(byte[] body) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private byte[] damaged(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    // Heads are more interesting than bodies.
    int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 400) : bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 2 -> {
        var without = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, without, 0, at);
        System.arraycopy(bytes, at + 1, without, at, without.length - at);
        return without;
      }
      default -> {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
        var twice = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, twice, 0, at + length);
        System.arraycopy(bytes, at, twice, at + length, bytes.length - at);
        return twice;
      }
    }
    return bytes;
  }
}
