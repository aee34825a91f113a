package io.hotswap.domain.tenant;

class InMemoryTenantPluginsTest extends TenantPluginsContract {
  private final InMemoryTenantPlugins inMemory = new InMemoryTenantPlugins();

  @Override
  protected TenantPlugins tenantPlugins() {
    return inMemory;
  }

  @Override
  protected TenantPluginFeed feed() {
    return inMemory;
  }

  @Override
  protected TenantConfigurations configurations() {
    return inMemory;
  }
}
