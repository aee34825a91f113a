package bench;

import io.hotswap.spi.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

public final class FelixEntry implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(Plugin.class, new Entry(), null);
  }

  @Override
  public void stop(BundleContext context) {
    Service.close();
  }
}
