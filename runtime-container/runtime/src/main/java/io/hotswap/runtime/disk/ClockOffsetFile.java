package io.hotswap.runtime.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far the node's own clock was ahead when it last heard of the control plane: what a restarted
/// node counts until it hears of it again is of the right time, too.
public record ClockOffsetFile(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(ClockOffsetFile.class);

  /// Zero where nothing is known.
  public Duration read() {
    try {
      return Files.exists(file)
          ? Duration.ofMillis(Long.parseLong(Files.readString(file).strip()))
          : Duration.ZERO;
    } catch (IOException | NumberFormatException e) {
      LOG.warn("{} does not say how far the clock was off", file, e);
      return Duration.ZERO;
    }
  }

  public void write(Duration ahead) {
    try {
      Files.writeString(file, Long.toString(ahead.toMillis()));
    } catch (IOException e) {
      LOG.warn("How far the clock is off cannot be kept in {}", file, e);
    }
  }
}
