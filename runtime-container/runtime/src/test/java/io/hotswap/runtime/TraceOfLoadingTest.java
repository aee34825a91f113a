package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is logged while a version comes up is of the deployment's trace. */
class TraceOfLoadingTest {
  private static final String TRACE = Documents.TRACEPARENT.substring(3, 35);
  private static final String TALKS =
      """
      public void start(PluginContext context) { context.log().log(System.Logger.Level.INFO, "starting up"); }
      public Reply handle(Call call) { return Reply.text("fine"); }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Map<String, String> traces = new ConcurrentHashMap<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  // Read on the thread that logs: whoever looks first decides which thread's context a line has.
  private final AppenderBase<ILoggingEvent> lines =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          traces.put(
              line.getFormattedMessage(), line.getMDCPropertyMap().getOrDefault("traceId", "none"));
        }
      };
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    lines.start();
    root.addAppender(lines);
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    root.detachAppender(lines);
    node.close();
    issuer.close();
  }

  private void publish(String plugin, String members) {
    var version = controlPlane.register("1.0.0", PluginSource.of(plugin, "1.0.0", members).jar());
    controlPlane.publish(Documents.serving(plugin, 1, version));
  }

  @Test
  void the_node_says_so_after_the_spans_have_ended() throws Exception {
    publish("talker", TALKS);
    Eventually.so(() -> "it is up: " + traces, () -> traces.containsKey("talker/1.0.0 is up"));
    assertEquals(TRACE, traces.get("talker/1.0.0 is up"));
  }

  @Test
  void so_does_the_plugin_on_the_thread_that_starts_it() throws Exception {
    publish("talker", TALKS);
    Eventually.so(() -> "it says so: " + traces, () -> traces.containsKey("starting up"));
    assertEquals(TRACE, traces.get("starting up"));
  }

  @Test
  void so_does_the_node_when_it_does_not_come_up() throws Exception {
    var line = "broken/1.0.0: start threw java.lang.IllegalStateException: on purpose";
    publish(
        "broken",
        """
        public void start(PluginContext context) { throw new IllegalStateException("on purpose"); }
        public Reply handle(Call call) { return null; }
        """);
    Eventually.so(() -> "it is told: " + traces, () -> traces.containsKey(line));
    assertEquals(TRACE, traces.get(line));
  }
}
