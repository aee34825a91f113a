package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112, byte by byte: where a request begins and ends. */
class HttpFramingTest extends RawRequests {
  @ParameterizedTest
  @ValueSource(
      strings = {"foo", "100-continue, foo", "200-ok", "100-continuex", "foo=\"100-continue\""})
  void an_expectation_that_nobody_knows_is_a_417_at_once_whatever_follows(String expected)
      throws Exception {
    var smuggled = smuggled();
    var head = "Expect: " + expected + "\r\nContent-Length: " + smuggled.length() + "\r\n";
    try (var client = new RawHttp(node.port())) {
      var said = client.send(call(head, "")).untilEnd();
      assertStatus(417, said);
      assertTrue(said.contains("#header/Expect"), said);
    }
    assertStatus(417, only(call(head, smuggled)));
    assertStatus(417, only(call("Expect: 100-continue\r\n" + head, smuggled)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100-continue", "100-Continue", "100-continue\r\nExpect: 100-CONTINUE"})
  void who_waits_for_100_hears_it_once(String expected) throws Exception {
    try (var client = new RawHttp(node.port())) {
      client.send(call("Expect: " + expected + "\r\nContent-Length: 2\r\n", ""));
      assertStatus(100, client.answer());
      var said = client.send("hi").answer();
      assertStatus(200, said);
      assertTrue(said.endsWith("|hi"), said);
    }
  }

  @Test
  void an_expectation_of_http_1_0_is_not_heard() throws Exception {
    var said =
        RawHttp.exchange(
            node.port(),
            "POST "
                + PATH
                + " HTTP/1.0\r\n"
                + token
                + "Expect: foo\r\nContent-Length: 2\r\n\r\nhi");
    assertStatus(200, said);
  }

  @Test
  void who_may_not_send_is_told_so_instead_of_100_and_its_body_is_no_request() throws Exception {
    var smuggled = smuggled();
    var said =
        only(
            "POST "
                + PATH
                + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
                + smuggled.length()
                + "\r\n\r\n"
                + smuggled);
    assertStatus(401, said);
    assertTrue(said.contains("WWW-Authenticate: Bearer"), said);
  }

  @Test
  void who_may_not_send_keeps_its_connection_where_the_length_of_its_body_is_known()
      throws Exception {
    var smuggled = smuggled();
    try (var client = new RawHttp(node.port())) {
      client.send(
          "POST "
              + PATH
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + smuggled.length()
              + "\r\n\r\n");
      assertStatus(401, client.answer());
      client.send(smuggled + call("Content-Length: 2\r\n", "hi"));
      var said = client.answer();
      assertTrue(said.endsWith("|hi"), said);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Transfer-Encoding: gzip, 501",
    "'Transfer-Encoding: gzip, chunked', 501",
    "Transfer-Encoding: identity, 501",
    "'Transfer-Encoding: chunked, chunked', 400",
    "'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', 400",
    "'Transfer-Encoding: chunked\r\nContent-Length: 3', 400",
    "'Content-Length: 3\r\nContent-Length: 3', 400",
    "'Content-Length: 3\r\nContent-Length: 4', 400",
    "'Content-Length: 3, 3', 400",
    "Content-Length: +3, 400",
    "Content-Length: -1, 400",
    "Content-Length: 99999999999999999999, 400",
    "Content-Length: 6291457, 413",
    "X y: 1, 400",
    "X : 1, 400",
    "X, 400",
    "': 1', 400",
    "'X: a\nY: b', 400",
    "'X: a\rY: b', 400",
    "'X: a\0b', 400",
    "Host: y, 400",
    "Host: y/z, 400",
    "'Content-Type: a/b\r\nContent-Type: c/d', 400",
    "Authorization: Bearer y, 400",
    "'HotSwap-Tenant: acme\r\nHotSwap-Tenant: acme', 400",
    "'HotSwap-Preview: a\r\nHotSwap-Preview: b', 400",
  })
  void what_leaves_a_doubt_ends_the_connection(String header, int status) throws Exception {
    assertStatus(status, only(call(header + "\r\n", "0\r\n\r\n" + smuggled())));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /health/live HTTP/1.1, 400",
    "GET /health/live HTTP/2.0, 505",
    "PRI * HTTP/2.0, 505",
    "GET /health/live HTTP/9.9, 505",
    "GET /health/live HTTP/0.9, 505",
    "GET /health/live, 400",
    "GET /health/live http/1.1, 400",
    "GET /health /live HTTP/1.1, 400",
    "G@T /health/live HTTP/1.1, 400",
  })
  void a_request_line_that_is_none_is_told_so(String line, int status) throws Exception {
    assertStatus(status, only(line + "\r\n\r\n"));
  }

  @Test
  void chunks_are_taken_as_they_come_and_their_extensions_are_bounded() throws Exception {
    var chunked = "Transfer-Encoding: chunked\r\nConnection: close\r\n";
    var said =
        RawHttp.exchange(node.port(), call(chunked, "1;a=b\r\nh\r\n1\r\ni\r\n0\r\nX: y\r\n\r\n"));
    assertStatus(200, said);
    assertTrue(said.endsWith("|hi"), said);
    for (var broken :
        new String[] {
          "1;" + "a".repeat(9_000) + "\r\nh\r\n0\r\n\r\n",
          "0\r\nX: " + "y".repeat(17_000) + "\r\n\r\n",
          "zz\r\n",
          "-1\r\n",
          "ffffffffffffffff\r\n",
          "1\r\nhi\r\n0\r\n\r\n",
          "1\nh\n0\n\n",
        }) {
      assertStatus(400, only(call("Transfer-Encoding: chunked\r\n", broken)));
    }
    assertStatus(
        413,
        only(
            call(
                "Transfer-Encoding: chunked\r\n",
                ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").repeat(7))));
  }

  @ParameterizedTest
  @CsvSource({
    "'Connection: close', true",
    "'Connection: foo, Close', true",
    "'Connection: foo\r\nConnection: close', true",
    "'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c', false",
    "'Connection: keep-alive', false",
  })
  void a_connection_ends_when_its_client_says_so(String header, boolean ends) throws Exception {
    try (var client = new RawHttp(node.port())) {
      assertStatus(200, client.send(call(header + "\r\nContent-Length: 2\r\n", "hi")).answer());
      if (ends) {
        assertTrue(client.isEndedWithin(20_000));
      } else {
        assertStatus(200, client.send(call("Content-Length: 2\r\n", "hi")).answer());
      }
    }
  }

  @Test
  void http_1_0_ends_its_connections_unless_it_asks_for_more() throws Exception {
    var live = "GET /health/live HTTP/1.0\r\n";
    assertStatus(200, RawHttp.exchange(node.port(), live + "\r\n"));
    try (var client = new RawHttp(node.port())) {
      var said = client.send(live + "Connection: keep-alive\r\n\r\n").answer();
      assertTrue(said.contains("connection: keep-alive"), said);
      assertStatus(200, client.send(live + "\r\n").answer());
      assertTrue(client.isEndedWithin(20_000));
    }
  }
}
