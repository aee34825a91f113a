package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantAuthorityTest {
  @Test
  void staff_act_for_the_platform_where_they_may_change_something() {
    assertEquals(TenantAuthority.Platform, granted(Environment.Production, "acme", Role.Admin));
    assertEquals(TenantAuthority.Platform, granted(Environment.QA, "acme", Role.Developer));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(Environment.Production, "acme", Role.Developer));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(Environment.QA, "acme", Role.Viewer));
  }

  @Test
  void an_owner_acts_for_the_tenant_of_the_token() {
    assertEquals(TenantAuthority.Tenant, granted(Environment.Production, "acme", Role.TenantOwner));
    assertEquals(
        ErrorCode.WRONG_TENANT, refused(Environment.Production, "umbrella", Role.TenantOwner));
    assertEquals(
        TenantAuthority.Tenant,
        granted(Environment.Production, "acme", Role.TenantOwner, Role.Developer));
  }

  @Test
  void a_tenant_alone_makes_no_owner() {
    assertEquals(ErrorCode.NOT_ALLOWED, refused(Environment.Production, "acme", Role.Approver));
  }

  @Test
  void staff_see_every_tenant_and_owners_their_own() {
    for (var role : Set.of(Role.Admin, Role.Developer, Role.Approver, Role.Viewer)) {
      assertTrue(TenantAuthority.refusalToSee(caller(role), "umbrella").isEmpty(), role.name());
    }
    assertTrue(TenantAuthority.refusalToSee(caller(Role.TenantOwner), "acme").isEmpty());
    var refusal = TenantAuthority.refusalToSee(caller(Role.TenantOwner), "umbrella").orElseThrow();
    assertEquals(ErrorCode.WRONG_TENANT, refusal.code());
  }

  private static TenantAuthority granted(Environment where, String tenant, Role... roles) {
    return switch (TenantAuthority.of(caller(roles), tenant, where)) {
      case Result.Done<TenantAuthority>(var authority) -> authority;
      case Result.Refused<TenantAuthority>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private static ErrorCode refused(Environment where, String tenant, Role... roles) {
    return switch (TenantAuthority.of(caller(roles), tenant, where)) {
      case Result.Done<TenantAuthority>(var authority) -> throw new AssertionError(authority);
      case Result.Refused<TenantAuthority>(var refusal) -> refusal.code();
    };
  }

  private static Caller caller(Role... roles) {
    return new Caller("s", "n", Set.of(roles), Set.of(), Optional.of("acme"), Optional.empty());
  }
}
