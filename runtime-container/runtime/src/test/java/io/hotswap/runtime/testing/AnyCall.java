package io.hotswap.runtime.testing;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A call that no node began. */
public record AnyCall(String operation, String contentType, String text) implements Call {
  private enum Nothing implements Configuration {
    CONFIGURED;

    @Override
    public String json() {
      return "{}";
    }

    @Override
    public Optional<String> text(String property) {
      return Optional.empty();
    }
  }

  /** A call of no account. */
  public AnyCall() {
    this("run", "text/plain", "");
  }

  @Override
  public String tenant() {
    return "acme";
  }

  @Override
  public byte[] body() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Configuration configuration() {
    return Nothing.CONFIGURED;
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
