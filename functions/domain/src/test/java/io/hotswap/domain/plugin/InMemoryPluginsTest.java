package io.hotswap.domain.plugin;

import io.hotswap.domain.check.CheckedVersions;

class InMemoryPluginsTest extends PluginsContract {
  private final InMemoryPlugins plugins = new InMemoryPlugins();

  @Override
  protected Plugins plugins() {
    return plugins;
  }

  @Override
  protected CheckedVersions checked() {
    return plugins.checks;
  }

  @Override
  protected Uploads uploads() {
    return plugins.uploads;
  }
}
