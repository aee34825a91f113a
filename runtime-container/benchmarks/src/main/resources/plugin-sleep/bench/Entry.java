package bench;

import io.hotswap.spi.Call;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;

/** Answers when it is interrupted: until then its call is in flight. */
public final class Entry implements Plugin {
  @Override
  public Reply handle(Call call) {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException wanted) {
      return Reply.text("woken");
    }
    return Reply.text("slept for ever");
  }
}
