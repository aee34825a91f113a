package io.hotswap.runtime.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the offset of the node's clock from the control plane's on disk, so that a restarted node
/// counts calls at the right times before its first exchange with the control plane.
public record ClockOffsetFile(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(ClockOffsetFile.class);

  /// How far the node's clock was ahead; zero if unknown.
  public Duration read() {
    try {
      return Files.exists(file)
          ? Duration.ofMillis(Long.parseLong(Files.readString(file).strip()))
          : Duration.ZERO;
    } catch (IOException | NumberFormatException e) {
      LOG.warn("The clock offset cannot be read from {}", file, e);
      return Duration.ZERO;
    }
  }

  public void write(Duration ahead) {
    try {
      Files.writeString(file, Long.toString(ahead.toMillis()));
    } catch (IOException e) {
      LOG.warn("The clock offset cannot be written to {}", file, e);
    }
  }
}
