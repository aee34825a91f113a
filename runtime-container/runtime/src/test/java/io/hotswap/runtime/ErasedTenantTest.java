package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was erased of a tenant is on no node any more, in memory or on disk. */
class ErasedTenantTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {"greeting": {"type": "string", "default": "Hello"}}}
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    var shop =
        PluginSource.of(
                "shop",
                "1.0.0",
                "public Reply handle(Call call) { var it = call.configuration();"
                    + " return Reply.text(it.text(\"greeting\").orElse(\"none\")); }")
            .configured(SCHEMA);
    controlPlane.publish(Documents.serving("shop", 1, controlPlane.register("1.0.0", shop.jar())));
    controlPlane.settings.configure("shop", "initech", "{\"greeting\":\"Moin\"}");
    controlPlane.settings.configure("shop", "umbrella", "{\"greeting\":\"Servus\"}");
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    awaitAnswer("initech", "Moin");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private String answer(String tenant) throws Exception {
    var authorization = Map.of("Authorization", "Bearer " + issuer.token(tenant));
    return node.invoke("shop", "run", "", authorization).body();
  }

  private void awaitAnswer(String tenant, String answer) throws Exception {
    Eventually.so(tenant + " is answered " + answer, () -> answer(tenant).equals(answer));
  }

  private List<Path> filesNaming(String text) throws IOException {
    try (var all = Files.walk(directory.resolve("data"))) {
      return all.filter(Files::isRegularFile).filter(it -> names(it, text)).toList();
    }
  }

  private static boolean names(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException removedMeanwhile) {
      return false;
    }
  }

  @Test
  void an_erased_tenant_is_served_as_one_that_nobody_created_and_no_file_names_it()
      throws Exception {
    controlPlane.settings.limit("shop", "initech", new Quota(1, 1));
    Eventually.so("its quota is used up", () -> answer("initech").contains("quota"));
    assertTrue(!filesNaming("initech").isEmpty());
    controlPlane.settings.erase("shop", "initech");
    awaitAnswer("initech", "Hello");
    Eventually.so("no file names it", () -> filesNaming("initech").isEmpty());
    assertEquals("Servus", answer("umbrella"));
  }

  @Test
  void what_was_erased_while_a_node_was_away_does_not_come_back_from_its_disk() throws Exception {
    node.close();
    assertTrue(!filesNaming("initech").isEmpty());
    controlPlane.settings.erase("shop", "initech");
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    awaitAnswer("initech", "Hello");
    Eventually.so("no file names it", () -> filesNaming("initech").isEmpty());
    node.close();
    controlPlane.away = true;
    var initech = Map.of("Authorization", "Bearer " + issuer.token("initech"));
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("Hello", node.invoke("shop", "run", "", initech).body());
  }

  @Test
  void a_configuration_made_anew_is_not_taken_for_the_one_that_was_erased() throws Exception {
    controlPlane.settings.erase("shop", "initech");
    controlPlane.settings.configure("shop", "initech", "{\"greeting\":\"Ahoi\"}");
    awaitAnswer("initech", "Ahoi");
  }

  @Test
  void nor_by_a_node_that_missed_the_erasure() throws Exception {
    controlPlane.settings.forgetful.set(true);
    controlPlane.settings.erase("shop", "initech");
    controlPlane.settings.configure("shop", "initech", "{\"greeting\":\"Ahoi\"}");
    controlPlane.settings.change("shop", "initech", it -> it);
    awaitAnswer("initech", "Ahoi");
  }
}
