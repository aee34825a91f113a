package io.hotswap.runtime.calling;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/// What a plugin sees of a call.
record PluginCall(Asked asked, String traceparent, String tracestate, Instant deadline)
    implements Call {
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
    return NoConfiguration.NONE;
  }
}
