package io.hotswap.runtime.testing;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.FailureReport;
import io.hotswap.domain.figures.FailureReports;
import io.hotswap.domain.figures.Figures;
import io.hotswap.domain.figures.HealthReport;
import io.hotswap.domain.figures.HealthReports;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.figures.TenantSample;
import io.hotswap.domain.figures.TenantSamples;
import io.hotswap.domain.figures.Tenants;
import io.hotswap.domain.figures.UnloadReport;
import io.hotswap.domain.figures.UnloadReports;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.figures.Hearing;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a control plane in memory heard, in order; each word only if it could be reached. */
public final class Heard {
  public final List<MinuteFigures> minutes = new CopyOnWriteArrayList<>();
  public final List<Seen> tenants = new CopyOnWriteArrayList<>();
  public final List<TenantSample> samples = new CopyOnWriteArrayList<>();
  public final List<HealthReport> health = new CopyOnWriteArrayList<>();
  public final List<UnloadReport> unloads = new CopyOnWriteArrayList<>();
  public final List<FailureReport> failures = new CopyOnWriteArrayList<>();
  public final List<Suspicion> suspicions = new CopyOnWriteArrayList<>();
  private final Runnable reach;

  public record Seen(PluginId plugin, Set<String> tenants, Instant at) {}

  /** Throws while the control plane is away. */
  public Heard(Runnable reach) {
    this.reach = reach;
  }

  public Hearing hearing() {
    return new Hearing(
        figures(),
        tenants(),
        samples(),
        reports(),
        unloads(),
        failures(),
        suspicion -> {
          reach.run();
          suspicions.add(suspicion);
        });
  }

  private Figures figures() {
    return new Figures() {
      @Override
      public void record(MinuteFigures minute) {
        reach.run();
        minutes.add(minute);
      }

      @Override
      public List<MinuteFigures> of(
          Environment environment, PluginId plugin, String version, Instant from, Instant until) {
        throw new AssertionError("a node reads no figures");
      }
    };
  }

  private Tenants tenants() {
    return new Tenants() {
      @Override
      public void seen(Environment environment, PluginId plugin, Set<String> some, Instant at) {
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
