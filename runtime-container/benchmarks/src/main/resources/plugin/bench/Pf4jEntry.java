package bench;

import org.pf4j.Plugin;

public final class Pf4jEntry extends Plugin {
  @Override
  public void stop() {
    Service.close();
  }
}
