package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.tenant.configuration.MisfitTenants.Misfit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one step reads about its deployment: each thing when it is first needed, and only once.
final class StepReads {
  private final StepSources sources;
  private final Deployment deployment;
  private final Once<Optional<RoutingDocument>> document;
  private final Once<List<Lease>> leases;
  private final Once<List<Acknowledgement>> acknowledgements;
  private final Once<List<HealthReport>> health;
  private final Once<Set<String>> tenants;
  private final Once<RoutedTenants> settings;
  private final Once<List<Misfit>> misfits;
  private final Once<Optional<Approval>> approval;

  StepReads(StepSources sources, Deployment deployment) {
    this.sources = sources;
    this.deployment = deployment;
    var plugin = deployment.pluginId();
    var environment = deployment.environment();
    document = new Once<>(() -> sources.routing().current(plugin, environment));
    leases = new Once<>(() -> sources.nodes().leases(environment));
    acknowledgements = new Once<>(() -> sources.nodes().acknowledgements(environment, plugin));
    health = new Once<>(() -> sources.health().of(environment, plugin));
    tenants = new Once<>(() -> sources.tenants().of(environment, plugin));
    settings = new Once<>(() -> sources.settings().of(environment, plugin));
    misfits =
        new Once<>(() -> sources.misfits().of(plugin, environment, deployment.version().release()));
    approval =
        new Once<>(() -> deployment.rolloutState().approval().flatMap(sources.approvals()::find));
  }

  Optional<RoutingDocument> document() {
    return document.get();
  }

  List<Lease> leases() {
    return leases.get();
  }

  List<Acknowledgement> acknowledgements() {
    return acknowledgements.get();
  }

  List<HealthReport> health() {
    return health.get();
  }

  Set<String> tenants() {
    return tenants.get();
  }

  RoutedTenants settings() {
    return settings.get();
  }

  /// Tenants that the deployment's version would serve and whose configuration it would refuse.
  List<Misfit> misfits() {
    return misfits.get();
  }

  /// The same of any version, once and for all: what tenants change from now on has to fit it. It
  /// has been announced before, by staging it or by admitting its rollback.
  List<Misfit> settledMisfits(String release) {
    return sources.misfits().settled(deployment.pluginId(), deployment.environment(), release);
  }

  /// The deployment's newest approval.
  Optional<Approval> approval() {
    return approval.get();
  }

  /// The deployment as it goes back, which never brings back a version with malware.
  Deployment goingBack(Instant now) {
    return sources.cleanReleases().goingBack(deployment, now);
  }

  /// Counted calls of a version; read anew each time.
  List<MinuteStats> calls(String version, Instant from, Instant until) {
    return sources
        .callStats()
        .of(deployment.environment(), deployment.pluginId(), version, from, until);
  }

  private static final class Once<T> {
    private final Supplier<T> read;
    private @Nullable T value;

    Once(Supplier<T> read) {
      this.read = read;
    }

    T get() {
      var known = value;
      if (known == null) {
        known = read.get();
        value = known;
      }
      return known;
    }
  }
}
