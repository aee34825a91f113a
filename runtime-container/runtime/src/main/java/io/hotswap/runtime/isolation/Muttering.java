package io.hotswap.runtime.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on what a child prints; no line of more than some thousand characters, and no more lines
/// a second than a log should take.
final class Muttering {
  private static final Logger LOG = LoggerFactory.getLogger(Muttering.class);
  private static final int MOST_CHARACTERS = 4_096;
  private static final int MOST_LINES = 200;
  private static final long SECOND = 1_000_000_000;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private long second = System.nanoTime();
  private int said;

  private Muttering(Consumer<String> lines) {
    this.lines = lines;
  }

  static void begin(String name, InputStream in, Consumer<String> lines) {
    var muttering = new Muttering(lines);
    Thread.ofPlatform().name("mutter-" + name).daemon().start(() -> muttering.hear(in));
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
    if (!line.isEmpty() && isWithinBounds()) {
      lines.accept(line.toString());
    }
    line.setLength(0);
  }

  private boolean isWithinBounds() {
    long now = System.nanoTime();
    if (now - second > SECOND) {
      second = now;
      said = 0;
    }
    said++;
    if (said == MOST_LINES) {
      lines.accept("prints more than " + MOST_LINES + " lines a second; the rest is dropped");
    }
    return said < MOST_LINES;
  }
}
