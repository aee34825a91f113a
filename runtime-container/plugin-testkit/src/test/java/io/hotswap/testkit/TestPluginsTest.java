package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginCallFailed;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import io.hotswap.spi.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plugin that calls others, tested without them.
class TestPluginsTest {
  private static final String CHECKOUT =
      """
      package demo;
      import io.hotswap.spi.*;
      public class Demo implements Plugin {
        private PluginContext context;
        public void start(PluginContext given) { context = given; }
        public Reply handle(Call call) {
          if (!call.operation().equals("echo")) throw CallRejected.unknownOperation(call);
          var rate = context.call(call, PluginRequest.json("tax-rules", "rate", "{}"));
          return Reply.text("rate " + new String(rate.body()));
        }
      }
      """;

  private static final TestCall CALL = TestCall.of("echo", "text/plain", "bread");

  @TempDir Path directory = Path.of("");

  private Path archive(String permissions) throws Exception {
    return Fixture.of("demo.Demo", CHECKOUT)
        .manifest("\"protocol\": 1", "\"protocol\": 1, \"permissions\": " + permissions)
        .writeTo(directory);
  }

  @Test
  void a_stand_in_answers_as_the_other_plugin_would() throws Exception {
    var rules = TestPlugins.NONE.with("tax-rules", asked -> Reply.text("19 for " + asked.tenant()));
    var report =
        PluginContract.check(archive("{\"calls\": [\"tax-rules\"]}"), List.of(CALL), rules);
    assertTrue(report.holds(), report::toString);
    var reply = report.calls().getFirst().reply().orElseThrow();
    assertEquals("rate 19 for acme", new String(reply.body(), UTF_8));
  }

  @Test
  void without_one_the_contract_holds_where_nothing_is_asked() throws Exception {
    var report = PluginContract.check(archive("{\"calls\": [\"tax-rules\"]}"));
    assertTrue(report.holds(), report::toString);
    assertTrue(report.toString().contains("tax-rules is not deployed"), report::toString);
  }

  @Test
  void what_the_manifest_does_not_permit_is_refused_as_on_a_node() throws Exception {
    var rules = TestPlugins.NONE.with("tax-rules", asked -> Reply.text("19"));
    var report = PluginContract.check(archive("{}"), List.of(CALL), rules);
    assertTrue(report.toString().contains("does not list tax-rules"), report::toString);
  }

  @Test
  void what_a_stand_in_throws_arrives_as_from_a_plugin() {
    assertEquals(
        Reason.REJECTED,
        thrownBy(
                asked -> {
                  throw new CallRejected("/rate", "no such rate");
                })
            .reason());
    assertEquals(
        Reason.FAILED,
        thrownBy(
                asked -> {
                  throw new IllegalStateException("no");
                })
            .reason());
    assertEquals(
        Reason.OVER_QUOTA,
        thrownBy(
                asked -> {
                  throw new PluginCallFailed(Reason.OVER_QUOTA, "", "two a minute");
                })
            .reason());
  }

  private PluginCallFailed thrownBy(Plugin rules) {
    var context =
        new TestContext("demo", "1.0.0", directory, TestPlugins.NONE.with("tax-rules", rules));
    return assertThrows(
        PluginCallFailed.class,
        () -> context.call(CALL, PluginRequest.json("tax-rules", "rate", "{}")));
  }
}
