package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.lifecycle.VersionLifecycles.Committed;
import io.hotswap.domain.lifecycle.Withdrawal;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Deprecates and withdraws versions, and takes it back. Who may do so is decided before.
public final class EndingVersions {
  private final Plugins plugins;
  private final VersionLifecycles lifecycles;
  private final InstantSource clock;

  public EndingVersions(Plugins plugins, VersionLifecycles lifecycles, InstantSource clock) {
    this.plugins = plugins;
    this.lifecycles = lifecycles;
    this.clock = clock;
  }

  /// @param action operation's name, for the audit record
  public record Command(PluginId pluginId, SemanticVersion version, String action, Origin origin) {}

  /// Deprecated again, the version gets the new message, successor and end.
  public Result<VersionLifecycle> deprecate(
      Command command,
      String message,
      Optional<SemanticVersion> successor,
      Optional<Instant> endOfLife,
      Optional<EndOfLifeAction> onEndOfLife) {
    var now = clock.instant();
    var wanted = new Deprecation(message, successor, endOfLife, now, onEndOfLife, Optional.empty());
    var errors = errors(command, wanted, now);
    return errors.isEmpty()
        ? changed(command, successor, it -> deprecated(it, wanted))
        : Result.refused(
            new Refusal(ErrorCode.INVALID_LIFECYCLE, "The version cannot end so.", errors));
  }

  private static Lifecycle deprecated(Lifecycle it, Deprecation wanted) {
    return it.deprecation().filter(wanted::isLike).isPresent() ? it : it.with(wanted);
  }

  public Result<VersionLifecycle> endDeprecation(Command command) {
    return changed(command, Optional.empty(), Lifecycle::withoutDeprecation);
  }

  public Result<VersionLifecycle> withdraw(Command command, String reason) {
    var wanted = new Withdrawal(reason, clock.instant());
    return changed(
        command,
        Optional.empty(),
        it ->
            it.withdrawal().filter(there -> there.reason().equals(wanted.reason())).isPresent()
                ? it
                : it.with(wanted));
  }

  public Result<VersionLifecycle> endWithdrawal(Command command) {
    return changed(command, Optional.empty(), Lifecycle::withoutWithdrawal);
  }

  private List<FieldError> errors(Command command, Deprecation wanted, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    wanted
        .endOfLife()
        .filter(it -> !now.isBefore(it))
        .ifPresent(
            it ->
                errors.add(
                    new FieldError(
                        "/endOfLife",
                        "a time to come",
                        "Send a time after " + now + ", or none while the end is open.")));
    wanted.onEndOfLife().flatMap(it -> actionError(wanted, it)).ifPresent(errors::add);
    wanted.successor().flatMap(it -> successorError(command, it)).ifPresent(errors::add);
    return errors;
  }

  private static Optional<FieldError> actionError(Deprecation wanted, EndOfLifeAction action) {
    if (wanted.endOfLife().isEmpty()) {
      return Optional.of(
          new FieldError(
              "/onEndOfLife", "nothing without an endOfLife", "Send both, or none of them."));
    }
    return action == EndOfLifeAction.Migrate && wanted.successor().isEmpty()
        ? Optional.of(
            new FieldError(
                "/onEndOfLife",
                "Migrate only with a successor",
                "Send the successor that the tenants are moved to."))
        : Optional.empty();
  }

  private Optional<FieldError> successorError(Command command, SemanticVersion successor) {
    boolean other = !successor.equals(command.version());
    boolean registered = plugins.find(command.pluginId(), successor).isPresent();
    boolean withdrawn =
        lifecycles.find(command.pluginId(), successor).lifecycle().withdrawal().isPresent();
    return other && registered && !withdrawn ? Optional.empty() : Optional.of(noSuccessor());
  }

  private static FieldError noSuccessor() {
    return new FieldError(
        "/successor",
        "another version of the plugin that is registered and not withdrawn",
        "Register the successor first, or send none.");
  }

  private Result<VersionLifecycle> changed(
      Command command, Optional<SemanticVersion> successor, UnaryOperator<Lifecycle> edit) {
    return ConflictRetry.run(() -> attempted(command, successor, edit))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The version's lifecycle was changed by others meanwhile, again and again."));
  }

  private Optional<Result<VersionLifecycle>> attempted(
      Command command, Optional<SemanticVersion> successor, UnaryOperator<Lifecycle> edit) {
    if (plugins.find(command.pluginId()).isEmpty()) {
      return Optional.of(
          Result.refused(
              ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + command.pluginId() + "."));
    }
    if (plugins.find(command.pluginId(), command.version()).isEmpty()) {
      return Optional.of(missing(command));
    }
    var before = lifecycles.find(command.pluginId(), command.version());
    var wanted = edit.apply(before.lifecycle());
    if (wanted.equals(before.lifecycle())) {
      return Optional.of(Result.done(before));
    }
    var after = before.with(wanted);
    var audit =
        LifecycleAudits.changed(before, after, command.action(), command.origin(), clock.instant());
    return switch (lifecycles.commit(after, successor, task(before, after), audit)) {
      case Committed.Written -> Optional.of(Result.done(after));
      case Committed.Changed -> Optional.empty();
      case Committed.VersionMissing -> Optional.of(missing(command));
      case Committed.SuccessorMissing ->
          Optional.of(
              Result.refused(
                  new Refusal(
                      ErrorCode.INVALID_LIFECYCLE,
                      "The successor was deleted meanwhile.",
                      List.of(noSuccessor()))));
    };
  }

  /// Of a withdrawal nobody is told: what serves goes on serving.
  private Optional<DeprecationTask> task(VersionLifecycle before, VersionLifecycle after) {
    return before.lifecycle().deprecation().equals(after.lifecycle().deprecation())
        ? Optional.empty()
        : Optional.of(DeprecationTask.of(after, clock.instant()));
  }

  private static Result<VersionLifecycle> missing(Command command) {
    return Result.refused(
        ErrorCode.VERSION_NOT_FOUND, "The plugin has no version %s.".formatted(command.version()));
  }
}
