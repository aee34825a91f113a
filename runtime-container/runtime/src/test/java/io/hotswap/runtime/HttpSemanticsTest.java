package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, byte by byte: targets, methods, codings, fields. */
class HttpSemanticsTest extends RawRequests {
  @ParameterizedTest
  @CsvSource({
    "CONNECT x:80, 501",
    "GET http://user@x/health/live, 400",
    "GET http:///health/live, 400",
    "GET ftp://x/health/live, 400",
    "GET health/live, 400",
    "GET *, 400",
    "GET /health/live#x, 400",
    "GET /h\u00e4lth, 400",
    "GET /%zz, 404",
    "TRACE /health/live, 405",
    "BREW /health/live, 405",
    "GET http://elsewhere/health/live, 200",
    "GET HTTP://elsewhere:80/health/live, 200",
    "GET https://elsewhere/health/live?a=b, 200",
    "GET http://elsewhere, 404",
    "GET http://elsewhere?a, 404",
    "OPTIONS *, 204",
    "OPTIONS /health/live, 204",
    "OPTIONS /api/v1/plugins/echo/invoke/run, 204",
    "OPTIONS http://x/nowhere, 404",
  })
  void targets_have_the_four_forms_that_there_are(String line, int status) throws Exception {
    var said =
        RawHttp.exchange(
            node.port(), line + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    assertStatus(status, said);
    if (status == 405 || status == 204) {
      assertTrue(said.contains("Allow: "), said);
    }
  }

  @Test
  void what_is_too_long_says_which_and_how_long_it_may_be() throws Exception {
    var uri = only("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertStatus(414, uri);
    assertTrue(uri.contains("8192 bytes"), uri);
    for (var large :
        new String[] {
          "Authorization: Bearer " + "x".repeat(17_000),
          "X: " + "x".repeat(17_000),
          "X: 1\r\n".repeat(5_000).strip(),
        }) {
      var said = only("GET /health/live HTTP/1.1\r\nHost: x\r\n" + large + "\r\n\r\n");
      assertStatus(431, said);
      assertTrue(said.contains("16384 bytes"), said);
    }
    assertStatus(
        200,
        RawHttp.exchange(
            node.port(),
            "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: "
                + "x".repeat(12_000)
                + "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/status", "/nowhere"})
  void head_is_get_without_the_body(String path) throws Exception {
    var rest = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    var got = RawHttp.exchange(node.operatorPort(), "GET " + path + rest);
    var head = RawHttp.exchange(node.operatorPort(), "HEAD " + path + rest);
    assertTrue(head.endsWith("\r\n\r\n"), head);
    assertEquals(statusLine(got), statusLine(head));
    assertTrue(head.matches("(?s).*content-length: [1-9][0-9]*\r\n.*"), head);
  }

  private static String statusLine(String said) {
    return said.substring(0, said.indexOf("\r\n"));
  }

  @Test
  void a_trace_in_several_lines_is_one_list_and_two_traces_are_none() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var parent = "traceparent: 00-" + trace + "-00f067aa0ba902b7-01\r\n";
    var length = "Content-Length: 0\r\nConnection: close\r\n";
    var said =
        RawHttp.exchange(
            node.port(), call(parent + "tracestate: a=1\r\nTraceState: b=2,c=3\r\n" + length, ""));
    assertTrue(said.endsWith("|a=1,b=2,c=3|"), said);
    assertTrue(said.contains("tracestate: a=1,b=2,c=3\r\n"), said);
    var two =
        RawHttp.exchange(node.port(), call(parent + parent + "tracestate: a=1\r\n" + length, ""));
    assertStatus(200, two);
    assertFalse(two.contains(trace), two);
    assertTrue(two.endsWith("||"), two);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /health/live, 200",
    "HEAD /health/ready, 200",
    "OPTIONS *, 204",
    "POST /api/v1/plugins/echo/invoke/run, 401",
    "GET /nowhere, 404",
    "POST /health/live, 405",
    "GET health/live, 400",
  })
  void every_answer_says_when_it_was_made(String line, int status) throws Exception {
    var before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var said = only(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertStatus(status, said);
    assertEquals(2, said.split("\r\ndate: ", -1).length, said);
    var date = said.replaceFirst("(?s).*\r\ndate: ([^\r]*)\r\n.*", "$1");
    assertEquals(29, date.length(), date);
    var made = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    assertFalse(made.isBefore(before) || made.isAfter(Instant.now()), date);
  }

  private interface Coder {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static String coded(Coder coder, byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var coding = coder.over(out)) {
      coding.write(plain);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static String sent(String coding, String body) throws IOException {
    return RawHttp.exchange(
        node.port(),
        call(
            "Content-Encoding: "
                + coding
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n",
            body));
  }

  @Test
  void coded_bodies_reach_the_plugin_plain() throws Exception {
    var plain = "hi".getBytes(StandardCharsets.UTF_8);
    var gzip = coded(GZIPOutputStream::new, plain);
    for (var name : new String[] {"gzip", "GZip", "x-gzip", "identity, gzip", "gzip, identity"}) {
      assertTrue(sent(name, gzip).endsWith("|hi"), name);
    }
    assertTrue(sent("gzip\r\nContent-Encoding: identity", gzip).endsWith("|hi"));
    assertTrue(sent("deflate", coded(DeflaterOutputStream::new, plain)).endsWith("|hi"));
    var raw = coded(out -> new DeflaterOutputStream(out, new Deflater(9, true)), plain);
    assertTrue(sent("deflate", raw).endsWith("|hi"));
    assertTrue(sent("identity", "hi").endsWith("|hi"));
    assertTrue(
        sent("gzip", coded(GZIPOutputStream::new, new byte[6 << 20])).startsWith("HTTP/1.1 200"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "zstd", "deflate, gzip", "compress", "gzip;q=1"})
  void codings_that_nobody_knows_are_a_415_that_says_which_are(String coding) throws Exception {
    var said = sent(coding, "hi");
    assertStatus(415, said);
    assertTrue(said.contains("Accept-Encoding: gzip, deflate, identity\r\n"), said);
  }

  @Test
  void a_bomb_is_too_large_and_what_is_not_coded_so_is_a_400() throws Exception {
    var bomb = coded(GZIPOutputStream::new, new byte[(6 << 20) + 1]);
    assertTrue(bomb.length() < 10_000);
    assertStatus(413, sent("gzip", bomb));
    assertStatus(400, sent("gzip", "hi"));
    assertStatus(400, sent("deflate", "hi"));
    assertStatus(400, sent("gzip", bomb.substring(0, bomb.length() / 2)));
  }
}
