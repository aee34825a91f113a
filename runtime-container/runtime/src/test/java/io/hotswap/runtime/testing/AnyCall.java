package io.hotswap.runtime.testing;

import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A call that no node began. */
public record AnyCall(String operation, String contentType, String text) implements Call {
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
    return ParsedConfiguration.of(ParsedConfiguration.EMPTY);
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
