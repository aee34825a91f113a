package io.hotswap.runtime.testing;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretUse;
import io.hotswap.domain.tenant.secret.SecretUses;
import io.hotswap.runtime.reporting.ReportSinks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The reports that a control plane in memory has received, in order. */
public final class ReceivedReports {
  public final List<MinuteStats> minutes = new CopyOnWriteArrayList<>();
  public final List<Seen> tenants = new CopyOnWriteArrayList<>();
  public final List<UsageMinute> usages = new CopyOnWriteArrayList<>();
  public final List<SecretUse> secretUses = new CopyOnWriteArrayList<>();
  public final List<TenantSample> samples = new CopyOnWriteArrayList<>();
  public final List<HealthReport> health = new CopyOnWriteArrayList<>();
  public final List<UnloadReport> unloads = new CopyOnWriteArrayList<>();
  public final List<FailureReport> failures = new CopyOnWriteArrayList<>();
  public final List<Anomaly> anomalies = new CopyOnWriteArrayList<>();
  private final Runnable reach;

  public record Seen(PluginId plugin, Set<String> tenants, Instant at) {}

  /** Throws while the control plane is away. */
  public ReceivedReports(Runnable reach) {
    this.reach = reach;
  }

  public ReportSinks sinks() {
    return new ReportSinks(
        callStats(),
        tenants(),
        usages(),
        secretUses(),
        samples(),
        reports(),
        unloads(),
        failures(),
        anomaly -> {
          reach.run();
          anomalies.add(anomaly);
        });
  }

  private CallStats callStats() {
    return new CallStats() {
      @Override
      public void record(MinuteStats minute) {
        reach.run();
        minutes.add(minute);
      }

      @Override
      public List<MinuteStats> of(
          Environment environment, PluginId plugin, String version, Instant from, Instant until) {
        throw new AssertionError("a node reads no figures");
      }
    };
  }

  private Tenants tenants() {
    return new Tenants() {
      @Override
      public void record(Environment environment, PluginId plugin, Set<String> some, Instant at) {
        reach.run();
        tenants.add(new Seen(plugin, some, at));
      }

      @Override
      public Set<String> of(Environment environment, PluginId plugin) {
        throw new AssertionError("a node asks for no tenants");
      }

      @Override
      public Set<String> calling(Environment environment, PluginId plugin, Instant since) {
        throw new AssertionError("a node asks for no tenants");
      }
    };
  }

  private TenantUsages usages() {
    return new TenantUsages() {
      @Override
      public void record(UsageMinute minute) {
        reach.run();
        usages.add(minute);
      }

      @Override
      public SortedMap<Instant, TenantUsage> of(
          Environment environment, PluginId plugin, String tenant, Instant from, Instant until) {
        throw new AssertionError("a node reads no usage");
      }
    };
  }

  private SecretUses secretUses() {
    return new SecretUses() {
      @Override
      public void record(
          SecretId secret, String node, String incarnation, Instant minute, long uses) {
        reach.run();
        secretUses.add(new SecretUse(secret, node, incarnation, minute, Map.of(0, uses)));
      }

      @Override
      public List<SecretUse> between(Instant from, Instant to) {
        throw new AssertionError("a node reads no uses");
      }

      @Override
      public boolean audit(SecretUse use, AuditRecord record) {
        throw new AssertionError("a node audits nothing");
      }
    };
  }

  private TenantSamples samples() {
    return new TenantSamples() {
      @Override
      public void record(TenantSample sample) {
        reach.run();
        samples.add(sample);
      }

      @Override
      public List<TenantSample> of(Environment environment, PluginId plugin, String window) {
        throw new AssertionError("a node reads no samples");
      }
    };
  }

  private UnloadReports unloads() {
    return new UnloadReports() {
      @Override
      public void report(UnloadReport report) {
        reach.run();
        unloads.add(report);
      }

      @Override
      public List<UnloadReport> of(Environment environment, PluginId plugin) {
        throw new AssertionError("a node reads no unload reports");
      }
    };
  }

  private FailureReports failures() {
    return new FailureReports() {
      @Override
      public void report(FailureReport report) {
        reach.run();
        failures.add(report);
      }

      @Override
      public List<FailureReport> of(Environment environment, PluginId plugin, String version) {
        throw new AssertionError("a node reads no failure reports");
      }
    };
  }

  private HealthReports reports() {
    return new HealthReports() {
      @Override
      public void report(HealthReport report) {
        reach.run();
        health.add(report);
      }

      @Override
      public List<HealthReport> of(Environment environment, PluginId plugin) {
        throw new AssertionError("a node reads no health reports");
      }
    };
  }
}
