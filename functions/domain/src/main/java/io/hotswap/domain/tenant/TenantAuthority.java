package io.hotswap.domain.tenant;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.util.Optional;

/// For whom a caller changes a tenant's settings. The limits that the platform sets are the ceiling
/// of those that the tenant sets.
public enum TenantAuthority {
  Platform,
  Tenant;

  /// For the platform where the caller's roles allow it, else for the caller's own tenant.
  public static Result<TenantAuthority> of(Caller caller, String tenant, Environment environment) {
    if (Policy.mayChange(caller, environment)) {
      return Result.done(Platform);
    }
    if (isOwner(caller, tenant)) {
      return Result.done(Tenant);
    }
    return caller.is(Role.TenantOwner)
        ? Result.refused(wrongTenant())
        : Policy.refusalToChange(caller, environment)
            .<Result<TenantAuthority>>map(Result::refused)
            .orElseThrow();
  }

  /// The platform's staff see every tenant's settings, a tenant's owners those of their own.
  ///
  /// @return why the caller may not see the tenant's settings; empty when they may
  public static Optional<Refusal> refusalToSee(Caller caller, String tenant) {
    return Policy.seesOperations(caller) || isOwner(caller, tenant)
        ? Optional.empty()
        : Optional.of(wrongTenant());
  }

  /// Numbers of a tenant's calls are for those who see every tenant's, and for its owners.
  public static Result<String> counted(Caller caller, String tenant) {
    return Policy.seesEveryTenant(caller) || isOwner(caller, tenant)
        ? Result.done(tenant)
        : Result.refused(wrongTenant());
  }

  /// A tenant and its contacts are the business of Admins and of its owners.
  ///
  /// @return why the caller may neither see nor change them; empty when they may
  public static Optional<Refusal> refusalToManage(Caller caller, String tenant) {
    return caller.is(Role.Admin) || isOwner(caller, tenant)
        ? Optional.empty()
        : Optional.of(wrongTenant());
  }

  private static boolean isOwner(Caller caller, String tenant) {
    return caller.is(Role.TenantOwner) && caller.tenant().filter(tenant::equals).isPresent();
  }

  // The same whether or not there is such a tenant.
  private static Refusal wrongTenant() {
    return Refusal.of(
        ErrorCode.WRONG_TENANT,
        "A tenant's owner sees and changes the tenant of their token only.");
  }
}
