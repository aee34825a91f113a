package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that was routed, entered its version, and is none. */
class UnknownOperationTest {
  @TempDir Path directory;

  @Test
  void it_leaves_the_version_and_gives_the_tenants_place_back() throws Exception {
    var controlPlane = new InMemoryControlPlane();
    try (var issuer = new Issuer()) {
      var node = new NodeUnderTest(directory, controlPlane, issuer);
      try {
        var version = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
        controlPlane.settings.limit("echo", "acme", new Quota(1_000, 1));
        controlPlane.publish(Documents.serving("echo", 1, version));
        controlPlane.awaitAck("echo", 1);
        for (int call = 0; call < 3; call++) {
          assertEquals(404, node.invoke("echo", "nothing", "").statusCode());
        }
        assertEquals(200, node.invoke("echo", "run", "").statusCode());
      } finally {
        node.close();
      }
    }
  }
}
