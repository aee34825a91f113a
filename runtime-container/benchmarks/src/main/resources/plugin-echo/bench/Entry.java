package bench;

import io.hotswap.spi.Call;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;

/** Does nothing: what is measured is what the node adds. */
public final class Entry implements Plugin {
  private final Reply reply = Reply.text("");

  @Override
  public Reply handle(Call call) {
    return reply;
  }
}
