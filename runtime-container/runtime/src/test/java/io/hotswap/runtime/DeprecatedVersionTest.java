package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a deprecated version say so. */
class DeprecatedVersionTest {
  private static final Instant SINCE = Instant.ofEpochSecond(1_793_534_400);
  private static final Instant END = Instant.parse("2027-02-01T12:00:00Z");

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    var version = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    controlPlane.publish(Documents.serving("shop", 1, version));
    controlPlane.awaitAck("shop", 1);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void since_when_and_until_when_as_long_as_it_is() throws Exception {
    assertEquals(List.of(), headers("Deprecation", node.invoke("shop", "run", "")));
    deprecated(Map.of("1.0.0", new DeprecationDates(SINCE, Optional.of(END))));
    Eventually.so(
        "it is deprecated",
        () ->
            headers("Deprecation", node.invoke("shop", "run", "")).equals(List.of("@1793534400")));
    var answer = node.invoke("shop", "run", "");
    assertEquals(List.of("Mon, 01 Feb 2027 12:00:00 GMT"), headers("Sunset", answer));
    var unknown = node.invoke("shop", "nothing", "");
    assertEquals(List.of("@1793534400"), headers("Deprecation", unknown));
    deprecated(Map.of("1.0.0", new DeprecationDates(SINCE, Optional.empty())));
    Eventually.so(
        "its end is open", () -> headers("Sunset", node.invoke("shop", "run", "")).isEmpty());
    assertEquals(List.of("@1793534400"), headers("Deprecation", node.invoke("shop", "run", "")));
    deprecated(Map.of("2.0.0", new DeprecationDates(SINCE, Optional.empty())));
    Eventually.so(
        "another version is",
        () -> headers("Deprecation", node.invoke("shop", "run", "")).isEmpty());
  }

  private void deprecated(Map<String, DeprecationDates> dates) {
    controlPlane.settings.change(
        "shop", TenantPluginId.EVERY_TENANT, it -> it.withDeprecated(dates));
  }

  private static List<String> headers(String name, HttpResponse<String> answer) {
    return answer.headers().allValues(name);
  }
}
