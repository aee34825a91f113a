package io.hotswap.agent.host;

import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.Wire;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretUse;
import io.hotswap.domain.tenant.secret.SecretUses;
import io.hotswap.persistence.stored.report.StoredMinuteStats;
import io.hotswap.persistence.stored.report.StoredTenantSample;
import io.hotswap.persistence.stored.report.StoredUsageMinute;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// A host's counts of calls, tenants and secrets. The control plane alone reads them.
public final class SocketCounts {
  private SocketCounts() {}

  private static UnsupportedOperationException unread() {
    return new UnsupportedOperationException("The control plane alone reads counts");
  }

  public record Calls(AgentConnection agent) implements CallStats {
    @Override
    public void record(MinuteStats minute) {
      agent.ask(Questions.CALL_STATS, StoredMinuteStats.of(minute));
    }

    @Override
    public List<MinuteStats> of(
        Environment environment, PluginId pluginId, String version, Instant from, Instant until) {
      throw unread();
    }
  }

  public record Usages(AgentConnection agent) implements TenantUsages {
    @Override
    public void record(UsageMinute minute) {
      agent.ask(Questions.USAGE, StoredUsageMinute.of(minute));
    }

    @Override
    public SortedMap<Instant, TenantUsage> of(
        Environment environment, PluginId pluginId, String tenant, Instant from, Instant until) {
      throw unread();
    }
  }

  public record Callers(AgentConnection agent) implements Tenants {
    @Override
    public void record(
        Environment environment, PluginId pluginId, Set<String> tenants, Instant at) {
      agent.ask(Questions.TENANTS, new Wire.TenantsSeen(pluginId, tenants, at));
    }

    @Override
    public Set<String> of(Environment environment, PluginId pluginId) {
      throw unread();
    }

    @Override
    public Set<String> calling(Environment environment, PluginId pluginId, Instant since) {
      throw unread();
    }
  }

  public record Samples(AgentConnection agent) implements TenantSamples {
    @Override
    public void record(TenantSample sample) {
      agent.ask(Questions.TENANT_SAMPLE, StoredTenantSample.of(sample));
    }

    @Override
    public List<TenantSample> of(Environment environment, PluginId pluginId, String window) {
      throw unread();
    }
  }

  public record Secrets(AgentConnection agent) implements SecretUses {
    @Override
    public void record(
        SecretId secret, String node, String incarnation, Instant minute, long uses) {
      agent.ask(
          Questions.SECRET_USE,
          new Wire.SecretUsed(SocketTenants.name(secret), node, incarnation, minute, uses));
    }

    @Override
    public List<SecretUse> between(Instant from, Instant to) {
      throw unread();
    }

    @Override
    public boolean audit(SecretUse use, AuditRecord record) {
      throw unread();
    }
  }
}
