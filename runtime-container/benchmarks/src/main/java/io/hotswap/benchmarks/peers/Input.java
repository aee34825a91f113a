package io.hotswap.benchmarks.peers;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;
import java.util.Optional;

/// A call as a loader without calls of its own would hand it to a plugin.
// Nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Input(byte[] body) implements Call {
  /// The runtime's own is on no peer's class path.
  private static final Configuration NOTHING =
      new Configuration() {
        @Override
        public String json() {
          return "{}";
        }

        @Override
        public Optional<String> text(String property) {
          return Optional.empty();
        }
      };

  @Override
  public String operation() {
    return "run";
  }

  @Override
  public String tenant() {
    return "tenant";
  }

  @Override
  public String contentType() {
    return "application/octet-stream";
  }

  @Override
  public Configuration configuration() {
    return NOTHING;
  }

  @Override
  public String traceparent() {
    return "";
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }
}
