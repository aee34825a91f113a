package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.secret.SealedSecrets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

class InMemoryTenantPluginsTest extends TenantPluginsContract {
  @Nested
  class PinsInMemory extends PinsContract {
    private final InMemoryTenantPlugins inMemory = new InMemoryTenantPlugins();

    @Override
    protected TenantPlugins tenantPlugins() {
      return inMemory;
    }

    @Override
    protected Pins pins() {
      return inMemory;
    }

    @Override
    protected List<UUID> messages() {
      return List.copyOf(inMemory.messages.keySet());
    }
  }

  private final InMemoryTenantPlugins inMemory = new InMemoryTenantPlugins();

  @Override
  protected TenantPlugins tenantPlugins() {
    return inMemory;
  }

  @Override
  protected TenantRoutings of(TenantDefaults stage) {
    return (environment, plugin) -> stage.routing(inMemory.ofPlugin(environment, plugin));
  }

  @Override
  protected TenantPluginFeed feed() {
    return inMemory;
  }

  @Override
  protected SettingsFence fence() {
    return inMemory;
  }

  @Override
  protected TenantConfigurations configurations() {
    return inMemory;
  }

  @Override
  protected void begin(Erasure erasure) {
    inMemory.erased.put(erasure.subject(), new OngoingErasure(erasure.id()));
  }

  @Override
  protected SealedSecrets secrets() {
    return inMemory;
  }
}
