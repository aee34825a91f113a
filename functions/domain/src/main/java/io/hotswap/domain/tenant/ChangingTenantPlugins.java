package io.hotswap.domain.tenant;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Changes a tenant's settings of a plugin. Who may do so is decided before.
public final class ChangingTenantPlugins {
  private final TenantPlugins tenantPlugins;
  private final Releases releases;
  private final TenantLimit limit;
  private final InstantSource clock;

  public ChangingTenantPlugins(
      TenantPlugins tenantPlugins, Releases releases, TenantLimit limit, InstantSource clock) {
    this.tenantPlugins = tenantPlugins;
    this.releases = releases;
    this.limit = limit;
    this.clock = clock;
  }

  /// @param expected the revision that the caller knows; empty: any. Where the settings are as
  ///   wanted already it does not matter: the caller may have missed the answer to its own change.
  /// @param dryRun whether nothing is written
  /// @param action operation's name, for the audit record
  /// @param reason why, for the audit record
  public record Command(
      TenantPluginId id,
      Optional<Long> expected,
      boolean dryRun,
      String action,
      Optional<String> reason,
      Origin origin) {}

  /// What an edit makes of settings.
  ///
  /// @param configuration the one that the settings name from now on, where it is new
  /// @param changes pointers to what differs in it, for the audit record
  public record Wanted(
      TenantPlugin settings, Optional<NewConfiguration> configuration, List<String> changes) {
    public Wanted {
      changes = List.copyOf(changes);
    }

    public static Wanted of(TenantPlugin settings) {
      return new Wanted(settings, Optional.empty(), List.of());
    }
  }

  /// @param after equal to `before` when there was nothing to change
  /// @param configuration the one that `after` names, where it is new
  /// @param changes pointers to what differs in the configuration
  public record Change(
      TenantPlugin before,
      TenantPlugin after,
      Optional<TenantConfiguration> configuration,
      List<String> changes) {
    public Change {
      changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
      return before.equals(after);
    }
  }

  /// The settings, unset ones too.
  public Result<TenantPlugin> find(TenantPluginId id) {
    return known(id.pluginId()).map(plugin -> current(id));
  }

  /// The plugin, if there is one.
  public Result<PluginId> known(PluginId plugin) {
    return releases.pluginName(plugin).isPresent()
        ? Result.done(plugin)
        : Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + plugin + ".");
  }

  /// @param edit the wanted settings from those that are stored; made again when others changed
  ///   them meanwhile
  public Result<Change> change(Command command, Function<TenantPlugin, Result<TenantPlugin>> edit) {
    return configure(command, it -> edit.apply(it).map(Wanted::of));
  }

  /// The same with an edit that may bring a configuration.
  public Result<Change> configure(Command command, Function<TenantPlugin, Result<Wanted>> edit) {
    return find(command.id()).then(known -> changed(command, known, edit));
  }

  /// The same as [#change], also of a plugin that was deleted.
  Result<Change> changeKnown(
      Command command, TenantPlugin known, Function<TenantPlugin, Result<TenantPlugin>> edit) {
    return changed(command, known, it -> edit.apply(it).map(Wanted::of));
  }

  private Result<Change> changed(
      Command command, TenantPlugin known, Function<TenantPlugin, Result<Wanted>> edit) {
    var erasure = tenantPlugins.erasure(command.id()).map(it -> it.refusal(named(command.id())));
    return erasure.isPresent() ? Result.refused(erasure.get()) : retried(command, known, edit);
  }

  private static String named(TenantPluginId id) {
    return id.isOfEveryTenant() ? "#path/id" : "#path/tenantId";
  }

  private Result<Change> retried(
      Command command, TenantPlugin known, Function<TenantPlugin, Result<Wanted>> edit) {
    return ConflictRetry.run(
            known, () -> current(command.id()), before -> attempted(command, before, edit))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The settings were changed by others meanwhile, again and again."));
  }

  private TenantPlugin current(TenantPluginId id) {
    return tenantPlugins.find(id).orElseGet(() -> TenantPlugin.unset(id));
  }

  private Optional<Result<Change>> attempted(
      Command command, TenantPlugin before, Function<TenantPlugin, Result<Wanted>> edit) {
    boolean expected = command.expected().filter(it -> it != before.revision()).isEmpty();
    long fence = tenantPlugins.fence(command.id());
    return switch (edit.apply(before)) {
      case Result.Done<Wanted>(Wanted wanted) when expected || wanted.settings().equals(before) ->
          written(command, before, wanted, fence);
      case Result.Refused<Wanted>(Refusal refusal) when expected ->
          Optional.of(Result.refused(refusal));
      case Result<Wanted> other -> Optional.of(Result.refused(lostRace(command, before)));
    };
  }

  private Optional<Result<Change>> written(
      Command command, TenantPlugin before, Wanted wanted, long fence) {
    if (wanted.settings().equals(before)) {
      return Optional.of(Result.done(new Change(before, before, Optional.empty(), List.of())));
    }
    if (before.revision() == 0 && !before.id().isOfEveryTenant()) {
      var refusal = limit.refusalOf(wanted.settings(), tenantPlugins);
      if (refusal.isPresent()) {
        return refusal.map(Result::refused);
      }
    }
    var now = clock.instant();
    var configuration = wanted.configuration().map(NewConfiguration::configuration);
    var after = wanted.settings().written(now);
    var audit = TenantPluginAudits.changed(before, after, wanted.changes(), command, now);
    return command.dryRun() || tenantPlugins.commit(after, wanted.configuration(), fence, audit)
        ? Optional.of(Result.done(new Change(before, after, configuration, wanted.changes())))
        : Optional.empty();
  }

  private static Refusal lostRace(Command command, TenantPlugin before) {
    return Refusal.of(
        ErrorCode.PRECONDITION_FAILED,
        "The settings are at revision " + before.revision() + " by now; nothing was changed.",
        "#header/If-Match",
        "the ETag of the settings as they are: \"" + before.revision() + "\"",
        "Read the settings again, and send their ETag; you sent \""
            + command.expected().orElseThrow()
            + "\".");
  }
}
