package io.hotswap.domain.plugin;

class InMemoryPluginsTest extends PluginsContract {
  private final Plugins plugins = new InMemoryPlugins();

  @Override
  protected Plugins plugins() {
    return plugins;
  }
}
