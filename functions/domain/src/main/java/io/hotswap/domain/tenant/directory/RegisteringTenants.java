package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Creates tenants and changes their contacts. Who may do so is decided before.
public final class RegisteringTenants {
  private final RegisteredTenants tenants;
  private final InstantSource clock;

  public RegisteringTenants(RegisteredTenants tenants, InstantSource clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /// @param before empty when the tenant is new
  public record Change(Optional<RegisteredTenant> before, RegisteredTenant after) {}

  public Result<RegisteredTenant> find(String id) {
    return tenants
        .find(id)
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.TENANT_NOT_FOUND,
                    "Nobody has created the tenant " + id + "; it is served by defaults."));
  }

  /// Created again with the same content, before anything was changed, it is the same tenant: the
  /// first request may have crashed before it answered.
  ///
  /// @param dryRun whether nothing is written
  public Result<Change> create(
      String id, String name, List<Contact> contacts, boolean dryRun, Origin origin) {
    var erasure = tenants.erasure(id).map(it -> it.refusal("/id"));
    return erasure.isPresent()
        ? Result.refused(erasure.get())
        : created(RegisteredTenant.created(id, name, contacts, clock.instant()), dryRun, origin);
  }

  private Result<Change> created(RegisteredTenant wanted, boolean dryRun, Origin origin) {
    var id = wanted.id();
    var audit = RegisteredTenantAudits.created(wanted, origin);
    var there = dryRun ? tenants.find(id) : Optional.<RegisteredTenant>empty();
    return there.isEmpty() && (dryRun || tenants.commit(wanted, audit))
        ? Result.done(new Change(Optional.empty(), wanted))
        : find(id).then(it -> again(it, wanted));
  }

  private static Result<Change> again(RegisteredTenant there, RegisteredTenant wanted) {
    return there.isLike(wanted)
        ? Result.done(new Change(Optional.of(there), there))
        : Result.refused(taken(there.id()));
  }

  private static Refusal taken(String id) {
    return Refusal.of(
        ErrorCode.TENANT_EXISTS,
        "There is a tenant " + id + " already.",
        "/id",
        "the id of no tenant",
        "Send another id, or change its contacts: PUT /api/v1/tenants/" + id + "/contacts.");
  }

  /// @param expected the revision that the caller knows; empty: any
  /// @param dryRun whether nothing is written
  public Result<Change> changeContacts(
      String id, Optional<Long> expected, List<Contact> contacts, boolean dryRun, Origin origin) {
    return ConflictRetry.run(() -> attempted(id, expected, contacts, dryRun, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The contacts were changed by others meanwhile, again and again."));
  }

  private Optional<Result<Change>> attempted(
      String id, Optional<Long> expected, List<Contact> contacts, boolean dryRun, Origin origin) {
    var erasure = tenants.erasure(id).map(it -> it.refusal("#path/tenantId"));
    if (erasure.isPresent()) {
      return erasure.map(Result::refused);
    }
    return switch (find(id)) {
      case Result.Refused<RegisteredTenant>(Refusal refusal) ->
          Optional.of(Result.refused(refusal));
      case Result.Done<RegisteredTenant>(var it) ->
          expected.filter(revision -> revision != it.revision()).isPresent()
              ? Optional.of(Result.refused(lostRace(it)))
              : written(it, contacts, dryRun, origin);
    };
  }

  private Optional<Result<Change>> written(
      RegisteredTenant before, List<Contact> contacts, boolean dryRun, Origin origin) {
    if (before.contacts().equals(contacts)) {
      return Optional.of(Result.done(new Change(Optional.of(before), before)));
    }
    var after = before.withContacts(contacts, clock.instant());
    return dryRun || tenants.commit(after, RegisteredTenantAudits.changed(before, after, origin))
        ? Optional.of(Result.done(new Change(Optional.of(before), after)))
        : Optional.empty();
  }

  private static Refusal lostRace(RegisteredTenant it) {
    return Refusal.of(
        ErrorCode.PRECONDITION_FAILED,
        "The tenant is at revision " + it.revision() + " by now; nothing was changed.",
        "#header/If-Match",
        "the ETag of the tenant as it is: \"" + it.revision() + "\"",
        "Read the tenant again, and send its ETag.");
  }
}
