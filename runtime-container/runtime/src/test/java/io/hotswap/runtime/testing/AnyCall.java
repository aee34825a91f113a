package io.hotswap.runtime.testing;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/** A call of no account. */
public record AnyCall() implements Call {
  @Override
  public String operation() {
    return "run";
  }

  @Override
  public String tenant() {
    return "acme";
  }

  @Override
  public String contentType() {
    return "text/plain";
  }

  @Override
  public byte[] body() {
    return new byte[0];
  }

  @Override
  public Configuration configuration() {
    throw new AssertionError("none of these plugins asks for its configuration");
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
