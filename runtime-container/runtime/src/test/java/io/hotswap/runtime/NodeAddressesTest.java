package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose addresses are whose, and what may stand in them. */
class NodeAddressesTest extends RawRequests {
  @ParameterizedTest
  @ValueSource(
      strings = {"/route", "/status", "/metrics", "/api/v1/plugins/echo/route?tenant=acme"})
  void operators_addresses_are_not_for_clients(String path) throws Exception {
    assertStatus(404, only("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    if (!path.equals("/route")) {
      assertEquals(200, node.get(path).statusCode());
    }
  }

  @Test
  void clients_addresses_are_not_for_operators() throws Exception {
    assertEquals(404, node.post(PATH, "x").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%0ab", "%zz", "%", "%f", "%7", "%ff", "%c3%28", "%0d%0aX"})
  void what_encodes_nothing_that_can_be_printed_is_a_400(String text) throws Exception {
    var end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    var invoke = "POST /api/v1/plugins/";
    assertStatus(
        400, only(invoke + text + "/invoke/run" + end + token + "Content-Length: 0\r\n\r\n"));
    assertStatus(
        400, only(invoke + "echo/invoke/" + text + end + token + "Content-Length: 0\r\n\r\n"));
    for (var path : new String[] {"/echo/route?tenant=" + text, "/" + text + "/route?tenant=a"}) {
      var said = RawHttp.exchange(node.operatorPort(), "GET /api/v1/plugins" + path + end + "\r\n");
      assertStatus(400, said);
      assertTrue(said.contains("invalid-parameter"), said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{plugin}", "%7Bplugin%7D", "a%20b", "..", "%2e%2e", "-", "%e2%82%ac"})
  void what_is_no_plugin_is_not_there(String text) throws Exception {
    assertStatus(
        404,
        only(
            "POST /api/v1/plugins/"
                + text
                + "/invoke/run HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + token
                + "Content-Length: 0\r\n\r\n"));
  }

  @Test
  void what_is_encoded_without_need_is_meant_as_it_is() throws Exception {
    var said =
        only(
            "POST /api/v1/plugins/%65cho/invoke/r%75n HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + token
                + "Content-Length: 0\r\n\r\n");
    assertStatus(200, said);
  }
}
