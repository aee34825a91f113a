package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose listener speaks TLS. */
class TlsTest {
  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Path certificate;
  private Path key;
  private SelfSigned first;
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    certificate = directory.resolve("node.crt");
    key = directory.resolve("node.key");
    first = SelfSigned.make(directory);
    first.write(certificate, key);
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer, variables());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private Map<String, String> variables() {
    return Map.of(
        "HOTSWAP_TLS_CERTIFICATE", certificate.toString(),
        "HOTSWAP_TLS_KEY", key.toString(),
        "HOTSWAP_TLS_POLL_MILLIS", "100");
  }

  @Test
  void calls_and_health_checks_come_over_tls_and_nothing_over_plain_http() throws Exception {
    controlPlane.publish(
        Documents.serving(
            "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    controlPlane.awaitAck("echo", 1);
    try (var http = client(first, "TLSv1.3")) {
      assertEquals(200, get(http, "/health/live").statusCode());
      var call =
          HttpRequest.newBuilder(uri("/api/v1/plugins/echo/invoke/run"))
              .header("Authorization", "Bearer " + issuer.token("acme"))
              .POST(BodyPublishers.ofString("x".repeat(1 << 20)))
              .build();
      assertEquals("1.0.0", http.send(call, BodyHandlers.ofString()).body());
    }
    try (var older = client(first, "TLSv1.2")) {
      assertEquals(200, get(older, "/health/live").statusCode());
    }
    assertThrows(IOException.class, () -> node.getAsClient("/health/live"));
  }

  @Test
  void a_new_certificate_is_shown_to_new_connections_and_a_broken_one_to_none() throws Exception {
    try (var open = client(first, "TLSv1.3")) {
      assertEquals(200, get(open, "/health/live").statusCode());
      Files.writeString(certificate, "half of a certificate");
      var second = SelfSigned.make(directory);
      try (var anew = client(first, "TLSv1.3")) {
        assertEquals(200, get(anew, "/health/live").statusCode());
      }
      second.write(certificate, key);
      Eventually.so("the new certificate is shown", () -> trusts(second));
      assertThrows(SSLHandshakeException.class, () -> get(client(first, "TLSv1.3"), "/status"));
      assertEquals(200, get(open, "/health/live").statusCode());
    }
  }

  private boolean trusts(SelfSigned shown) throws Exception {
    try (var http = client(shown, "TLSv1.3")) {
      return get(http, "/health/live").statusCode() == 200;
    } catch (SSLHandshakeException notYet) {
      return false;
    }
  }

  private URI uri(String path) {
    return URI.create("https://127.0.0.1:" + node.port() + path);
  }

  private HttpResponse<String> get(HttpClient http, String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private static HttpClient client(SelfSigned trusted, String protocol) throws Exception {
    var parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder()
        .sslContext(trusted.trusting())
        .sslParameters(parameters)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }
}
