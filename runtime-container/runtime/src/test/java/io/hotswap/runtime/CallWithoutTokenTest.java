package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin is told whose call it is, and gets nothing of the token that says so. */
class CallWithoutTokenTest {
  /** Everything that its call says, and that the fields behind it hold. */
  private static final String TELLS_ALL =
      """
      public Reply handle(Call call) throws Exception {
        var all = new StringBuilder();
        for (var method : call.getClass().getMethods()) {
          if (method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class) {
            method.setAccessible(true);
            all.append(method.getName()).append('=').append(method.invoke(call)).append('\\n');
          }
        }
        for (var field : call.getClass().getDeclaredFields()) {
          field.setAccessible(true);
          all.append(field.getName()).append('=').append(field.get(call)).append('\\n');
        }
        return Reply.text(all.toString());
      }
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void its_call_has_the_tenant_and_no_token_cookie_or_other_header(String level) throws Exception {
    var controlPlane = new InMemoryControlPlane();
    var variables = Map.of("HOTSWAP_ISOLATION", level, "HOTSWAP_START_TIMEOUT_MILLIS", "30000");
    try (var issuer = new Issuer();
        var node = new NodeUnderTest(directory, controlPlane, issuer, variables)) {
      node.awaitReady();
      var plugin = "tells-" + level;
      var jar = PluginSource.of(plugin, "1.0.0", TELLS_ALL).jar();
      controlPlane.publish(Documents.serving(plugin, 1, controlPlane.register("1.0.0", jar)));
      controlPlane.awaitAck(plugin, 1);
      var token = issuer.token("acme");
      var headers =
          Map.of(
              "Authorization", "Bearer " + token, "Cookie", "session=1f2e3d", "X-Api-Key", "k-77");
      var answer = node.invoke(plugin, "run", "", headers);
      assertEquals(200, answer.statusCode(), answer::body);
      assertTrue(answer.body().contains("tenant=acme\n"), answer::body);
      for (var part : token.split("\\.")) {
        assertFalse(answer.body().contains(part), answer::body);
      }
      assertFalse(answer.body().contains("1f2e3d"), answer::body);
      assertFalse(answer.body().contains("k-77"), answer::body);
    }
  }
}
