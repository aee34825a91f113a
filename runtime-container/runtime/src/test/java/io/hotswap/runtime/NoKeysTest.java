package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose issuer is away before it has any keys. */
class NoKeysTest {
  @TempDir Path directory;

  @Test
  void clients_are_told_to_come_again() throws Exception {
    var controlPlane = new InMemoryControlPlane();
    var issuer = new Issuer();
    var node = new NodeUnderTest(directory, controlPlane, issuer);
    try {
      controlPlane.publish(
          Documents.serving(
              "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
      controlPlane.awaitAck("echo", 1);
      issuer.close();
      var answer = node.invoke("echo", "run", "");
      assertEquals(503, answer.statusCode(), answer::body);
      assertEquals("1", answer.headers().firstValue("Retry-After").orElse("none"));
      assertTrue(answer.body().contains("keys cannot be had"), answer::body);
    } finally {
      node.close();
    }
  }
}
