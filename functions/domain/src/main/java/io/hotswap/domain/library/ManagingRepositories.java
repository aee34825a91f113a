package io.hotswap.domain.library;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Changes from where libraries may be downloaded. What was downloaded before stays.
public final class ManagingRepositories {
  private final LibraryRepositories repositories;
  private final boolean plain;
  private final InstantSource clock;

  /// @param plain whether repositories on this machine may be asked by plain HTTP
  public ManagingRepositories(
      LibraryRepositories repositories, boolean plain, InstantSource clock) {
    this.repositories = repositories;
    this.plain = plain;
    this.clock = clock;
  }

  public RepositoryList current() {
    return repositories.current();
  }

  /// Allows one, or replaces the one of this name.
  public Result<RepositoryList> allow(
      String name, String url, boolean privateAddresses, Origin origin) {
    return changed(
        "setRepository",
        name,
        origin,
        before ->
            before.find(name).isEmpty() && before.repositories().size() == RepositoryList.MOST
                ? Result.refused(
                    ErrorCode.INVALID_REPOSITORY,
                    "A stack has at most %d repositories.".formatted(RepositoryList.MOST))
                : LibraryRepository.of(name, url, privateAddresses, plain)
                    .map(
                        it ->
                            before.find(name).filter(it::equals).isPresent()
                                ? before
                                : before.with(it)));
  }

  public Result<RepositoryList> remove(String name, Origin origin) {
    return changed(
        "removeRepository",
        name,
        origin,
        before ->
            before.find(name).isPresent()
                ? Result.done(before.without(name))
                : Result.refused(
                    ErrorCode.REPOSITORY_NOT_FOUND, "No repository " + name + " is allowed."));
  }

  private Result<RepositoryList> changed(
      String action,
      String name,
      Origin origin,
      Function<RepositoryList, Result<RepositoryList>> change) {
    return ConflictRetry.run(() -> attempted(action, name, origin, change))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The repositories were changed by others meanwhile."));
  }

  private Optional<Result<RepositoryList>> attempted(
      String action,
      String name,
      Origin origin,
      Function<RepositoryList, Result<RepositoryList>> change) {
    var before = repositories.current();
    return switch (change.apply(before)) {
      case Result.Refused<RepositoryList> refused -> Optional.of(refused);
      case Result.Done<RepositoryList>(var same) when same.equals(before) ->
          Optional.of(Result.done(before));
      case Result.Done<RepositoryList>(var after) ->
          repositories.commit(after, audit(action, name, before, after, origin))
              ? Optional.of(Result.done(after))
              : Optional.empty();
    };
  }

  private AuditRecord audit(
      String action, String name, RepositoryList before, RepositoryList after, Origin origin) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.repositories(),
        clock.instant(),
        action,
        origin,
        facts(before, name),
        facts(after, name));
  }

  private static Map<String, String> facts(RepositoryList list, String name) {
    return list.find(name)
        .map(
            it ->
                Map.of(
                    "repository", name,
                    "url", it.url().toString(),
                    "privateAddresses", Boolean.toString(it.privateAddresses())))
        .orElse(Map.of("repository", name));
  }
}
