package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of many tenants half have a configuration, 5 % are pinned and 3 % disabled. */
class TenantScaleTest {
  private static final String SCHEMA =
      "{\"type\": \"object\", \"properties\": {\"greeting\": {\"type\": \"string\"}}}";
  private static final String ANSWER =
      "public Reply handle(Call call) { return Reply.text(\"%s \""
          + " + call.configuration().text(\"greeting\").orElse(\"none\")); }";

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void settings_of_all_are_in_force_soon_and_so_they_are_from_disk(int tenants) throws Exception {
    var one = version("1.0.0");
    var two = version("1.1.0");
    set(tenants, one);
    long began = System.nanoTime();
    controlPlane.publish(Documents.serving("shop", 1, two));
    controlPlane.awaitAck("shop", 1);
    long published = millis(began, () -> answersAsSet(tenants));
    began = System.nanoTime();
    controlPlane.settings.configure("shop", "t1", "{\"greeting\": \"changed\"}");
    long changed = millis(began, () -> answer("t1").equals("1.1.0 changed"));
    node.close();
    controlPlane.away = true;
    began = System.nanoTime();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    long restarted = millis(began, () -> answersAsSet(tenants));
    controlPlane.away = false;
    System.out.printf(
        "%d tenants: published after %d ms, a change after %d ms, from disk after %d ms; %d KB on"
            + " disk%n",
        tenants, published, changed, restarted, disk() >> 10);
    assertEquals("1.1.0 changed", answer("t1"));
  }

  private RoutedVersion version(String version) throws Exception {
    var plugin = PluginSource.of("shop", version, ANSWER.formatted(version)).configured(SCHEMA);
    return controlPlane.register(version, plugin.jar());
  }

  private void set(int tenants, RoutedVersion pinned) {
    for (int i = 0; i < tenants; i++) {
      var tenant = "t" + i;
      if (i % 2 == 0) {
        controlPlane.settings.configure("shop", tenant, "{\"greeting\": \"" + tenant + "\"}");
      }
      if (i % 20 == 5) {
        controlPlane.settings.pin("shop", tenant, pinned);
      }
      if (i % 33 == 7) {
        controlPlane.settings.disable("shop", tenant);
      }
    }
  }

  /** The last of each kind. */
  private boolean answersAsSet(int tenants) throws Exception {
    int disabled = (tenants - 8) / 33 * 33 + 7;
    return answer("t" + (tenants - 2)).equals("1.1.0 t" + (tenants - 2))
        && answer("t" + (tenants - 15)).equals("1.0.0 none")
        && call("t" + disabled).statusCode() == 403;
  }

  private String answer(String tenant) throws Exception {
    return call(tenant).body();
  }

  private HttpResponse<String> call(String tenant) throws Exception {
    return node.invoke(
        "shop", "run", "", Map.of("Authorization", "Bearer " + issuer.token(tenant)));
  }

  private static long millis(long began, Callable<Boolean> reached) throws Exception {
    Eventually.so("as set", reached);
    return (System.nanoTime() - began) / 1_000_000;
  }

  private long disk() throws Exception {
    try (var files = Files.list(directory.resolve("data/tenants"))) {
      long bytes = 0;
      for (var file : files.toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
