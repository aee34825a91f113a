package bench;

import io.hotswap.spi.Call;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;

public final class Entry implements Plugin {
  @Override
  public Reply handle(Call call) throws Exception {
    return Reply.bytes("application/octet-stream", Service.answer(call.body()));
  }

  @Override
  public void stop() {
    Service.close();
  }
}
