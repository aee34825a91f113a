package io.hotswap.domain.tenant.configuration;

class InMemoryDefaultConfigurationsTest extends DefaultConfigurationsContract {
  private final InMemoryDefaultConfigurations stored = new InMemoryDefaultConfigurations();

  @Override
  protected DefaultConfigurations defaults() {
    return stored;
  }
}
