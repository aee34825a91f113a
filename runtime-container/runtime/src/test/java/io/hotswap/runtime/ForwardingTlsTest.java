package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfSigned;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that give each other calls over TLS: they trust the certificate that they all show. */
class ForwardingTlsTest {
  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private SelfSigned ours;
  private Issuer issuer;
  private NodeUnderTest sick;
  private NodeUnderTest other;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    ours = SelfSigned.make(directory);
    sick = node("node-1", ours);
  }

  @AfterEach
  void stop() throws Exception {
    sick.close();
    other.close();
    issuer.close();
  }

  private NodeUnderTest node(String id, SelfSigned shown) throws Exception {
    var folder = Files.createDirectories(directory.resolve(id));
    shown.write(folder.resolve("crt"), folder.resolve("key"));
    return new NodeUnderTest(
        folder,
        controlPlane,
        issuer,
        Map.of(
            "HOTSWAP_NODE_ID",
            id,
            "HOTSWAP_TLS_CERTIFICATE",
            folder.resolve("crt").toString(),
            "HOTSWAP_TLS_KEY",
            folder.resolve("key").toString(),
            "HOTSWAP_TLS_POLL_MILLIS",
            "50"));
  }

  private void besideWhoShows(SelfSigned shown) throws Exception {
    other = node("node-2", shown);
    var serving =
        Documents.serving(
            "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar()));
    controlPlane.publish(serving);
    controlPlane.awaitAck("echo", 1);
    controlPlane.publish(Documents.supervising(serving, Documents.ejecting(List.of("node-1"))));
    Eventually.so("both lease", () -> controlPlane.leases.size() == 2);
    Eventually.so(
        "both follow",
        () ->
            controlPlane.acknowledgements.stream().filter(it -> it.generation() == 2).count() >= 2);
  }

  private String answeredBy(SelfSigned shown) throws Exception {
    var uri = "https://127.0.0.1:" + sick.port() + "/api/v1/plugins/echo/invoke/run";
    var call =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "Bearer " + issuer.token("acme"))
            .POST(BodyPublishers.ofString("x".repeat(1 << 20)))
            .build();
    try (var http = HttpClient.newBuilder().sslContext(shown.trusting()).build()) {
      var answer = http.send(call, BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
      return answer.headers().firstValue("HotSwap-Node").orElse("");
    }
  }

  @Test
  void a_call_goes_to_whoever_shows_the_same_certificate() throws Exception {
    besideWhoShows(ours);
    Eventually.so("they have met", () -> answeredBy(ours).equals("node-2"));
    for (int call = 0; call < 3; call++) {
      assertEquals("node-2", answeredBy(ours));
    }
  }

  @Test
  void a_call_goes_to_nobody_with_another_certificate() throws Exception {
    besideWhoShows(SelfSigned.make(directory));
    // The sick one looks at the leases after each of its heartbeats.
    for (int beat = 0; beat < 2; beat++) {
      var last = controlPlane.leases.get("node-1").heartbeatAt();
      Eventually.so("a beat", () -> controlPlane.leases.get("node-1").heartbeatAt().isAfter(last));
    }
    for (int call = 0; call < 3; call++) {
      assertEquals("node-1", answeredBy(ours));
    }
  }

  @Test
  void a_new_certificate_may_reach_them_one_after_the_other() throws Exception {
    besideWhoShows(ours);
    Eventually.so("they have met", () -> answeredBy(ours).equals("node-2"));
    var next = SelfSigned.make(directory);
    next.write(directory.resolve("node-1/crt"), directory.resolve("node-1/key"));
    Eventually.so("the sick one shows it", () -> shows(next));
    assertEquals("node-2", answeredBy(next), "which shows the one before");
  }

  private boolean shows(SelfSigned certificate) throws Exception {
    try {
      return !answeredBy(certificate).isEmpty();
    } catch (SSLException notYet) {
      return false;
    }
  }
}
