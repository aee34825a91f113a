package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/// A call as a plugin gets it in a worker process.
record WorkerCall(Frame.Call frame, Configuration configuration) implements Call {
  @Override
  public String operation() {
    return frame.operation();
  }

  @Override
  public String tenant() {
    return frame.tenant();
  }

  @Override
  public String contentType() {
    return frame.contentType();
  }

  @Override
  public byte[] body() {
    return frame.body();
  }

  @Override
  public String traceparent() {
    return frame.traceparent();
  }

  @Override
  public String tracestate() {
    return frame.tracestate();
  }

  @Override
  public Instant deadline() {
    return frame.deadline();
  }
}
