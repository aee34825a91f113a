package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.DeprecationTasks;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.refusal.Category;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs on a schedule: puts the dates of deprecated versions into what is set of their plugin for
/// every tenant, which nodes follow, and writes to the contacts of the tenants that they serve. Who
/// was told is known by the messages' ids and by the task's position, so that a run that is killed
/// is carried on.
public final class TellingDeprecations {
  private static final int TASKS = 10;
  private static final int AT_ONCE = 100;

  private final VersionLifecycles lifecycles;
  private final DeprecationTasks tasks;
  private final ChangingTenantPlugins changing;
  private final VersionAudience served;
  private final RegisteredTenants tenants;
  private final Releases releases;
  private final Outbox outbox;
  private final EndOfLifeAction usual;
  private final InstantSource clock;

  /// @param usual what becomes of tenants at the end where a deprecation does not say it
  public TellingDeprecations(
      VersionLifecycles lifecycles,
      DeprecationTasks tasks,
      ChangingTenantPlugins changing,
      VersionAudience served,
      RegisteredTenants tenants,
      Releases releases,
      Outbox outbox,
      EndOfLifeAction usual,
      InstantSource clock) {
    this.lifecycles = lifecycles;
    this.tasks = tasks;
    this.changing = changing;
    this.served = served;
    this.tenants = tenants;
    this.releases = releases;
    this.outbox = outbox;
    this.usual = usual;
    this.clock = clock;
  }

  /// @param messages put into the outbox in this run
  public record Told(DeprecationTask task, int messages, boolean ended) {}

  /// @param deadline after which no further tenants are begun with
  /// @throws PartialFailure at the end, when any task could not be carried on
  public List<Told> tell(Origin origin, Instant deadline) {
    return PartialFailure.afterAll(
        tasks.open(TASKS),
        it ->
            clock.instant().isBefore(deadline)
                ? Optional.of(carriedOn(it, origin, deadline))
                : Optional.empty());
  }

  private Told carriedOn(DeprecationTask task, Origin origin, Instant deadline) {
    boolean there = toldNodes(task, origin);
    var deprecation = lifecycles.find(task.pluginId(), task.version()).lifecycle().deprecation();
    if (there && deprecation.isPresent()) {
      return toldTenants(task, deprecation.get(), deadline);
    }
    tasks.end(task);
    return new Told(task, 0, true);
  }

  /// @return whether there is such a plugin, of which nothing is being erased
  private boolean toldNodes(DeprecationTask task, Origin origin) {
    var dates =
        lifecycles.of(task.pluginId()).stream()
            .filter(it -> it.lifecycle().deprecation().isPresent())
            .collect(Collectors.toMap(it -> it.version().text(), TellingDeprecations::dates));
    boolean there = true;
    for (var environment : Environment.values()) {
      there &= toldNodes(TenantPluginId.ofEveryTenant(environment, task.pluginId()), dates, origin);
    }
    return there;
  }

  private static DeprecationDates dates(VersionLifecycle it) {
    var deprecation = it.lifecycle().deprecation().orElseThrow();
    return new DeprecationDates(deprecation.since(), deprecation.endOfLife());
  }

  private boolean toldNodes(TenantPluginId id, Map<String, DeprecationDates> dates, Origin origin) {
    var command =
        new ChangingTenantPlugins.Command(
            id, Optional.empty(), false, "tellDeprecations", Optional.empty(), origin);
    return switch (changing.change(command, it -> Result.done(it.withDeprecated(dates)))) {
      case Result.Done<ChangingTenantPlugins.Change> done -> true;
      case Result.Refused<ChangingTenantPlugins.Change>(var refusal)
          when refusal.code().category() == Category.NOT_FOUND
              || refusal.code() == ErrorCode.BEING_ERASED ->
          false;
      case Result.Refused<ChangingTenantPlugins.Change>(var refusal) ->
          throw new IllegalStateException(refusal.detail());
    };
  }

  private Told toldTenants(DeprecationTask task, Deprecation deprecation, Instant deadline) {
    var all = served.of(task.pluginId(), task.version());
    var left = task.position().map(it -> all.tailMap(it, false)).orElse(all);
    var plugin = releases.pluginName(task.pluginId()).orElse(task.pluginId().toString());
    var names = new ArrayList<>(left.keySet());
    var current = task;
    int messages = 0;
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      if (!clock.instant().isBefore(deadline)) {
        return new Told(current, messages, false);
      }
      var part = names.subList(from, Math.min(from + AT_ONCE, names.size()));
      var written = written(part, all, plugin, task, deprecation);
      outbox.put(written);
      messages += written.size();
      current = current.at(part.getLast());
      if (!tasks.advance(current)) {
        return new Told(current, messages, false);
      }
    }
    tasks.end(current);
    return new Told(current, messages, true);
  }

  private List<Message> written(
      List<String> part,
      Map<String, List<Environment>> served,
      String plugin,
      DeprecationTask task,
      Deprecation deprecation) {
    var now = clock.instant();
    return part.stream()
        .flatMap(it -> tenants.find(it).stream())
        .filter(it -> !it.contacts().isEmpty())
        .map((RegisteredTenant it) -> message(it, served, plugin, task, deprecation, now))
        .toList();
  }

  private Message message(
      RegisteredTenant it,
      Map<String, List<Environment>> served,
      String plugin,
      DeprecationTask task,
      Deprecation deprecation,
      Instant now) {
    var where = served.getOrDefault(it.id(), List.of());
    return DeprecationMessages.of(it, where, plugin, task, deprecation, usual, now);
  }
}
