package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins get tenants' secrets, in the node and in a process of their own. */
class TenantSecretsTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {"apiKey": {"type": "string", "secret": true}}}
      """;
  // Keeps the handle that its first call gave it.
  private static final String READS =
      """
      private Secret first;
      public Reply handle(Call call) {
        var secret = call.configuration().secret("apiKey");
        if (secret.isEmpty()) { return Reply.text("none " + call.configuration().json()); }
        if (first == null) { first = secret.get(); }
        return Reply.text(secret.get().reveal() + " " + secret.get().previous().orElse("-") + " "
            + first.reveal() + " " + first + " " + call.configuration().json());
      }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Optional<NodeUnderTest> node = Optional.empty();
  private Optional<Issuer> issuer = Optional.empty();

  private void start(String isolation) throws Exception {
    issuer = Optional.of(new Issuer());
    var reads = PluginSource.of("shop", "1.0.0", READS).configured(SCHEMA);
    controlPlane.publish(Documents.serving("shop", 1, controlPlane.register("1.0.0", reads.jar())));
    var variables = Map.of("HOTSWAP_ISOLATION", isolation);
    node = Optional.of(new NodeUnderTest(directory, controlPlane, issuer.orElseThrow(), variables));
    node.orElseThrow().awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    if (node.isPresent()) {
      node.get().close();
    }
    issuer.ifPresent(Issuer::close);
  }

  private String answer(String tenant) throws Exception {
    var token = Map.of("Authorization", "Bearer " + issuer.orElseThrow().token(tenant));
    return node.orElseThrow().invoke("shop", "run", "", token).body();
  }

  private void awaitAnswer(String expected) throws Exception {
    Eventually.so("acme is answered " + expected, () -> answer("acme").equals(expected));
  }

  private static SecretReference stored(long version, Optional<Replaced> replaced) {
    return new SecretReference(version, Instant.EPOCH, Optional.empty(), replaced);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void a_plugin_reads_a_secret_and_its_next_value_through_the_handle_it_has(String isolation)
      throws Exception {
    start(isolation);
    assertEquals("none {}", answer("acme"));
    set(1, "first", Optional.empty());
    awaitAnswer("first - first Secret[apiKey] {}");
    set(2, "second", Optional.of(new Replaced(1, Optional.empty(), Instant.MAX)));
    awaitAnswer("second first second Secret[apiKey] {}");
    set(3, "third", Optional.of(new Replaced(2, Optional.empty(), Instant.EPOCH)));
    awaitAnswer("third - third Secret[apiKey] {}");
    assertEquals("none {}", answer("umbrella"));
    assertFalse(isOnDisk("second"), "a value is on the node's disk");
    assertTrue(isOnDisk("apiKey"), "the reference is not");
  }

  @Test
  void while_the_next_value_cannot_be_read_the_one_before_serves() throws Exception {
    start("shared");
    set(1, "first", Optional.empty());
    awaitAnswer("first - first Secret[apiKey] {}");
    var replaced = new Replaced(1, Optional.empty(), Instant.MAX);
    controlPlane.settings.configure(
        "shop", "acme", "{}", Map.of("apiKey", stored(2, Optional.of(replaced))));
    awaitAnswer("first first first Secret[apiKey] {}");
    controlPlane.settings.secrets.put(2L, "second");
    awaitAnswer("second first second Secret[apiKey] {}");
  }

  @Test
  void a_value_is_read_once_however_many_calls_use_it() throws Exception {
    start("shared");
    set(1, "first", Optional.empty());
    awaitAnswer("first - first Secret[apiKey] {}");
    int before = controlPlane.settings.secretsRead.get();
    for (int i = 0; i < 20; i++) {
      answer("acme");
    }
    assertEquals(before, controlPlane.settings.secretsRead.get());
    assertEquals(1, before);
  }

  private void set(long version, String value, Optional<Replaced> replaced) {
    controlPlane.settings.secrets.put(version, value);
    controlPlane.settings.configure(
        "shop", "acme", "{}", Map.of("apiKey", stored(version, replaced)));
  }

  private boolean isOnDisk(String text) throws Exception {
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
