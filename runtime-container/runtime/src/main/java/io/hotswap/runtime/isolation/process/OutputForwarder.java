package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.supervision.NodeThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forwards what the worker's JVM or native code prints. Lines are cut at some thousand characters;
/// the plugin's log limits their number.
final class OutputForwarder {
  private static final Logger LOG = LoggerFactory.getLogger(OutputForwarder.class);
  private static final int MOST_CHARACTERS = PluginText.LINE.most() + 1;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();

  private OutputForwarder(Consumer<String> lines) {
    this.lines = lines;
  }

  static void begin(String name, InputStream in, Consumer<String> lines) {
    var output = new OutputForwarder(lines);
    NodeThread.start("forward-output-" + name, () -> output.consume(in));
  }

  private void consume(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        consume((char) next);
      }
      endLine();
    } catch (IOException e) {
      LOG.debug("A worker process's output ended", e);
    }
  }

  private void consume(char next) {
    if (next == '\n') {
      endLine();
    } else if (line.length() < MOST_CHARACTERS) {
      line.append(next);
    }
  }

  private void endLine() {
    if (!line.isEmpty()) {
      lines.accept(line.toString());
    }
    line.setLength(0);
  }
}
