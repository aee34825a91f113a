package io.hotswap.agent.host;

import static io.hotswap.agent.socket.Wire.Nothing.NOTHING;

import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.Wire;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.secret.ManagedSecretValues;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretValues;
import io.hotswap.persistence.disk.DefaultsDocument;
import io.hotswap.persistence.stored.tenant.StoredTenantConfiguration;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What a host follows of its tenants. Secrets come decrypted.
public record SocketTenants(AgentConnection agent)
    implements TenantPluginFeed, TenantConfigurations, SecretValues, ManagedSecretValues {
  @Override
  public List<Long> changeCounts(Environment environment) {
    return agent.ask(Questions.TENANT_CHANGE_COUNTS, NOTHING).counts();
  }

  @Override
  public Optional<TenantDefaults> defaults(Environment environment) {
    return agent
        .ask(Questions.TENANT_DEFAULTS, NOTHING)
        .text()
        .map(it -> DefaultsDocument.read("the agent's defaults", it));
  }

  @Override
  public Changes changes(Environment environment, int shard, long after) {
    var changed = agent.ask(Questions.TENANT_CHANGES, new Wire.ChangedAfter(shard, after));
    return changed
        .count()
        .<Changes>map(it -> new Changes.Known(settings(changed.settings()), it))
        .orElseGet(Changes.TooOld::new);
  }

  @Override
  public List<TenantPlugin> ofPlugin(Environment environment, PluginId pluginId) {
    return settings(agent.ask(Questions.TENANT_SETTINGS, new Wire.SomePlugin(pluginId)).settings());
  }

  private static List<TenantPlugin> settings(List<StoredTenantPlugin> stored) {
    return stored.stream().map(StoredTenantPlugin::toDomain).toList();
  }

  @Override
  public List<TenantConfiguration> find(Collection<TenantConfiguration.Id> ids) {
    var names =
        ids.stream()
            .map(
                it ->
                    new Wire.ConfigurationName(
                        it.settings().pluginId(), it.settings().tenant(), it.version()))
            .toList();
    return agent
        .ask(Questions.CONFIGURATIONS, new Wire.NamedConfigurations(names))
        .configurations()
        .stream()
        .map(StoredTenantConfiguration::toDomain)
        .toList();
  }

  @Override
  public Optional<String> read(SecretId id) {
    return agent.ask(Questions.STORED_SECRET, name(id)).text();
  }

  @Override
  public Optional<Managed> read(String arn, String tenant) {
    var value = agent.ask(Questions.MANAGED_SECRET, new Wire.ManagedSecret(arn, tenant));
    return value.current().map(it -> new Managed(it, value.previous()));
  }

  static Wire.SecretName name(SecretId it) {
    return new Wire.SecretName(it.pluginId(), it.tenant(), it.field(), it.version());
  }
}
