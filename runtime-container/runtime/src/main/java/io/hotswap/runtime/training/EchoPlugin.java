package io.hotswap.runtime.training;

import io.hotswap.spi.Call;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;

/// Replies with the call's body.
public final class EchoPlugin implements Plugin {
  @Override
  public Reply handle(Call call) {
    return Reply.bytes(call.contentType(), call.body());
  }
}
