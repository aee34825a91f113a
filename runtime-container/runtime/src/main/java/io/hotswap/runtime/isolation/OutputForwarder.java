package io.hotswap.runtime.isolation;

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

/// Passes on what a child's machine prints, or native code; no line of more than some thousand
/// characters. How many there may be, the plugin's log says.
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
    NodeThread.start("mutter-" + name, () -> output.hear(in));
  }

  private void hear(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        hear((char) next);
      }
      end();
    } catch (IOException e) {
      LOG.debug("A child's output ends", e);
    }
  }

  private void hear(char next) {
    if (next == '\n') {
      end();
    } else if (line.length() < MOST_CHARACTERS) {
      line.append(next);
    }
  }

  private void end() {
    if (!line.isEmpty()) {
      lines.accept(line.toString());
    }
    line.setLength(0);
  }
}
