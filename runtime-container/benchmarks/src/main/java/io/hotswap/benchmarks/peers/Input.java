package io.hotswap.benchmarks.peers;

import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/// A call as a loader without calls of its own would hand it to a plugin.
// Nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Input(byte[] body) implements Call {
  private static final Configuration NOTHING = ParsedConfiguration.of(ParsedConfiguration.EMPTY);

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
