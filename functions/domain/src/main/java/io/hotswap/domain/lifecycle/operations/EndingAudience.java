package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.MigratingTenants;
import io.hotswap.domain.tenant.bulk.MigratingTenants.Migration;
import io.hotswap.domain.tenant.bulk.StartingBulkJobs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;

/// Starts what becomes of the tenants of a version whose life has ended.
public final class EndingAudience {
  // Of one bulk change.
  private static final int MOST = 10_000;

  private final MigratingTenants migrating;
  private final StartingBulkJobs starting;

  public EndingAudience(MigratingTenants migrating, StartingBulkJobs starting) {
    this.migrating = migrating;
    this.starting = starting;
  }

  /// @param complete false: it has to be tried again
  record Outcome(String sentence, boolean complete) {}

  /// @param tenants that it serves there
  Outcome end(
      VersionLifecycle version,
      Deprecation deprecation,
      EndOfLifeAction action,
      Environment where,
      SortedSet<String> tenants,
      Origin origin) {
    return switch (action) {
      case Keep -> kept(where, tenants);
      case Disable -> disabled(version, deprecation, where, tenants, origin);
      case Migrate ->
          deprecation.successor().isEmpty()
              ? kept(where, tenants)
              : migrated(version, deprecation, where, tenants, origin);
    };
  }

  private static Outcome kept(Environment where, SortedSet<String> tenants) {
    return new Outcome(
        "%s: it goes on serving %,d known tenants.".formatted(where, tenants.size()), true);
  }

  private Outcome migrated(
      VersionLifecycle version,
      Deprecation deprecation,
      Environment where,
      SortedSet<String> tenants,
      Origin origin) {
    var request =
        new MigratingTenants.Request(
            id(version, deprecation, where),
            where,
            version.pluginId(),
            version.version(),
            deprecation.successor(),
            Optional.empty(),
            Optional.empty(),
            reason(version, deprecation),
            false,
            origin);
    return switch (migrating.migrate(request)) {
      case Result.Done<Migration>(var migration) ->
          new Outcome(moving(where, tenants, migration), true);
      case Result.Refused<Migration>(var refusal) ->
          new Outcome(
              "%s: its tenants could not be moved, which is tried again: %s"
                  .formatted(where, refusal.detail()),
              false);
    };
  }

  private static String moving(Environment where, SortedSet<String> tenants, Migration it) {
    int others = Math.max(0, tenants.size() - it.job().total());
    return "%s: %,d pinned tenants move to %s by bulk change %s.%s"
        .formatted(
            where,
            it.job().total(),
            it.move().to(),
            it.job().id(),
            others == 0
                ? ""
                : " It goes on serving %,d without a pin: deploy %s there."
                    .formatted(others, it.move().to()));
  }

  private Outcome disabled(
      VersionLifecycle version,
      Deprecation deprecation,
      Environment where,
      SortedSet<String> tenants,
      Origin origin) {
    if (tenants.isEmpty()) {
      return new Outcome(where + ": it serves no tenant that is known.", true);
    }
    var lines = tenants.stream().limit(MOST).map(EndingAudience::disabling).toList();
    var request =
        new StartingBulkJobs.Request(
            id(version, deprecation, where),
            where,
            version.pluginId(),
            reason(version, deprecation),
            false,
            lines,
            origin);
    return switch (starting.start(request)) {
      case Result.Done<BulkJob>(var job) ->
          new Outcome(
              "%s: the plugin is disabled for %,d of %,d tenants by bulk change %s."
                  .formatted(where, job.total(), tenants.size(), job.id()),
              true);
      case Result.Refused<BulkJob>(var refusal) ->
          throw new IllegalStateException(refusal.detail());
    };
  }

  private static BulkLine disabling(String tenant) {
    return new BulkLine(
        tenant,
        Optional.of(false),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        false);
  }

  private static String reason(VersionLifecycle version, Deprecation deprecation) {
    return "The life of %s ended at %s."
        .formatted(version.version(), deprecation.endOfLife().orElseThrow());
  }

  private static UUID id(VersionLifecycle version, Deprecation deprecation, Environment where) {
    var name =
        String.join(
            "#",
            List.of(
                "ENDOFLIFE",
                version.pluginId().toString(),
                version.version().text(),
                deprecation.since().toString(),
                where.name()));
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
