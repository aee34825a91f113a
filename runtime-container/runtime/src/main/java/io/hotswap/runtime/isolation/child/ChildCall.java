package io.hotswap.runtime.isolation.child;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/// What a plugin sees of a call.
record ChildCall(Frame.Call asked) implements Call {
  @Override
  public String operation() {
    return asked.operation();
  }

  @Override
  public String tenant() {
    return asked.tenant();
  }

  @Override
  public String contentType() {
    return asked.contentType();
  }

  @Override
  public byte[] body() {
    return asked.body();
  }

  @Override
  public Configuration configuration() {
    return new GivenConfiguration(asked.configuration());
  }

  @Override
  public String traceparent() {
    return asked.traceparent();
  }

  @Override
  public Instant deadline() {
    return asked.deadline();
  }
}
