package io.hotswap.spi;

import java.time.Instant;

/** A call that says what it is asked. */
record FixedCall(String operation, Instant deadline) implements Call {
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
    return SpiTest.CONFIGURATION;
  }

  @Override
  public String traceparent() {
    return "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  }
}
