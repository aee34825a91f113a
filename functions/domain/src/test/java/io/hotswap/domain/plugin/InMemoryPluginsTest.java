package io.hotswap.domain.plugin;

class InMemoryPluginsTest extends PluginsContract {
  private final InMemoryPlugins plugins = new InMemoryPlugins();

  @Override
  protected Plugins plugins() {
    return plugins;
  }

  @Override
  protected Uploads uploads() {
    return plugins.uploads;
  }
}
