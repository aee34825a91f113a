package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkLine.PinMove;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Moves the pins of one version to another, in waves, as a bulk change. Tenants without a pin are
/// moved by a deployment, which the waves may follow. Who may do so is decided before.
public final class MigratingTenants {
  private static final int PAGE = 100;
  private static final int MOST = 10_000;

  private final Pins pins;
  private final PinnableVersions pinnable;
  private final Releases releases;
  private final BulkJobs jobs;
  private final StartingBulkJobs starting;

  public MigratingTenants(
      Pins pins,
      PinnableVersions pinnable,
      Releases releases,
      BulkJobs jobs,
      StartingBulkJobs starting) {
    this.pins = pins;
    this.pinnable = pinnable;
    this.releases = releases;
    this.jobs = jobs;
    this.starting = starting;
  }

  /// @param id of the bulk change
  /// @param to empty: the successor that the version's deprecation names
  /// @param movedBy only tenants that this bulk change has moved; empty: all
  /// @param waves empty: ten
  public record Request(
      UUID id,
      Environment environment,
      PluginId pluginId,
      SemanticVersion from,
      Optional<SemanticVersion> to,
      Optional<UUID> movedBy,
      Optional<Waves> waves,
      String reason,
      boolean dryRun,
      Origin origin) {}

  /// @param warnings about the version that they move to
  public record Migration(BulkJob job, PinMove move, List<String> warnings) {}

  /// What a migration will do.
  public record Prepared(Request request, PinMove move, List<String> tenants, Waves waves) {
    public Prepared {
      tenants = List.copyOf(tenants);
    }
  }

  public Result<Migration> migrate(Request request) {
    return target(request)
        .then(to -> reachable(request, to))
        .then(to -> prepare(request, to))
        .then(it -> start(it, Optional.empty()));
  }

  /// @param to which nobody may be able to be pinned yet
  public Result<Prepared> prepare(Request request, String to) {
    return tenants(request)
        .then(it -> prepared(request, new PinMove(request.from().text(), to), it));
  }

  /// The version that the tenants go to.
  public Result<String> target(Request it) {
    var from = releases.find(it.pluginId(), it.from().text());
    if (from.isEmpty()) {
      return Result.refused(
          ErrorCode.VERSION_NOT_FOUND,
          "There is no version %s of %s.".formatted(it.from(), it.pluginId()));
    }
    var to = it.to().or(() -> from.get().lifecycle().deprecation().flatMap(Deprecation::successor));
    if (to.isEmpty() || to.get().equals(it.from())) {
      return refused(
          "Where the tenants go has to be said: %s names no successor.".formatted(it.from()),
          "/to",
          "a version other than " + it.from(),
          "Send the version, or deprecate %s with a successor.".formatted(it.from()));
    }
    return Result.done(to.get().text());
  }

  private Result<String> reachable(Request it, String to) {
    // No tenant has this name; what can be pinned depends on plugin and environment only.
    var anybody = TenantPluginId.ofEveryTenant(it.environment(), it.pluginId());
    return switch (pinnable.find(anybody, to)) {
      case Result.Done<RoutedVersion> found -> Result.done(to);
      case Result.Refused<RoutedVersion>(var refusal) -> Result.refused(at("/to", refusal));
    };
  }

  private static Refusal at(String pointer, Refusal refusal) {
    var errors =
        refusal.errors().stream()
            .map(it -> new FieldError(pointer, it.expected(), it.fix()))
            .toList();
    return new Refusal(refusal.code(), refusal.detail(), errors);
  }

  private Result<List<String>> tenants(Request it) {
    return it.movedBy().map(job -> moved(it, job)).orElseGet(() -> Result.done(pinned(it)));
  }

  /// Of those that are, by the index; each is looked at again when its turn comes.
  private List<String> pinned(Request it) {
    List<String> found = new ArrayList<>();
    var page = PageRequest.first(PAGE);
    while (true) {
      var read =
          pins.ofPlugin(it.environment(), it.pluginId(), Optional.of(it.from().text()), page);
      read.items().forEach(settings -> found.add(settings.id().tenant()));
      if (read.next().isEmpty() || found.size() >= MOST) {
        return found.stream().distinct().limit(MOST).toList();
      }
      page = new PageRequest(PAGE, read.next());
    }
  }

  private Result<List<String>> moved(Request it, UUID id) {
    var job =
        jobs.find(id)
            .filter(found -> found.pluginId().equals(it.pluginId()))
            .filter(found -> found.environment() == it.environment() && !found.dryRun());
    if (job.isEmpty()) {
      return refused(
          "There is no bulk change %s of this plugin in %s.".formatted(id, it.environment()),
          "/movedBy",
          "a bulk change of the last thirty days that has changed tenants",
          "Send the id that the migration was answered with.");
    }
    if (job.get().endedAt().isEmpty()) {
      return refused(
          "The bulk change %s goes on.".formatted(id),
          "/movedBy",
          "a bulk change that has ended",
          "Stop it first: DELETE /api/v1/bulk-changes/" + id);
    }
    return Result.done(changed(job.get()));
  }

  private List<String> changed(BulkJob job) {
    List<String> found = new ArrayList<>();
    var page = PageRequest.first(PAGE);
    while (true) {
      var read = jobs.results(job, page);
      read.items().stream()
          .filter(it -> it.outcome() == Outcome.Changed)
          .forEach(it -> found.add(it.tenant()));
      if (read.next().isEmpty()) {
        return found;
      }
      page = new PageRequest(PAGE, read.next());
    }
  }

  private static Result<Prepared> prepared(Request it, PinMove move, List<String> tenants) {
    var waves = it.waves().orElseGet(() -> Waves.usual(tenants.size()));
    if (tenants.size() > waves.most()) {
      int least = Math.ceilDiv(tenants.size(), Waves.MOST_WAVES);
      return refused(
          "%,d tenants are more than %d waves of %d."
              .formatted(tenants.size(), Waves.MOST_WAVES, waves.tenants()),
          "/waves/tenants",
          "at least " + least,
          "Send larger waves, or none for ten.");
    }
    return Result.done(new Prepared(it, move, tenants, waves));
  }

  /// @param after the deployment that brings the version; the first wave begins once it succeeded
  public Result<Migration> start(Prepared prepared, Optional<DeploymentId> after) {
    var it = prepared.request();
    var move = prepared.move();
    var waves = prepared.waves();
    var request =
        new StartingBulkJobs.Request(
            it.id(),
            it.environment(),
            it.pluginId(),
            it.reason(),
            it.dryRun(),
            prepared.tenants().stream().map(tenant -> BulkLine.moving(tenant, move)).toList(),
            Optional.of(it.dryRun() ? waves.withoutPause() : waves),
            after,
            it.origin());
    return starting.start(request).map(job -> new Migration(job, move, warnings(it, move)));
  }

  private List<String> warnings(Request it, PinMove move) {
    return releases.find(it.pluginId(), move.to()).flatMap(Releases.Release::warning).stream()
        .toList();
  }

  private static <T> Result<T> refused(String detail, String pointer, String expected, String fix) {
    return Result.refused(Refusal.of(ErrorCode.INVALID_SETTINGS, detail, pointer, expected, fix));
  }
}
