package io.hotswap.domain.tenant.entitlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PluginEntitlementsTest {
  private static final PluginId SHOP = PluginId.of("shop");
  private static final PluginId MARKDOWN = PluginId.of("markdown");
  private static final Environment HERE = Environment.QA;
  private static final TenantPluginId ID = new TenantPluginId(HERE, SHOP, "acme");

  private final InMemoryTenantPlugins stored = new InMemoryTenantPlugins();
  private final PluginEntitlements open = of(AccessDefault.Open);
  private final PluginEntitlements closed = of(AccessDefault.Closed);

  private PluginEntitlements of(AccessDefault access) {
    return new PluginEntitlements(stored, new TenantDefaults(access, Optional.empty()));
  }

  @Test
  void where_nobody_has_decided_the_stage_does() {
    assertInstanceOf(Result.Done.class, open.checked(TenantAuthority.Tenant, ID));
    var refused =
        assertInstanceOf(Result.Refused.class, closed.checked(TenantAuthority.Tenant, ID));
    assertEquals(ErrorCode.NO_PLUGIN_ACCESS, refused.refusal().code());
    assertFalse(refused.refusal().detail().contains("shop"), refused.refusal().detail());
  }

  @Test
  void what_an_admin_has_decided_holds_in_both_kinds_of_stages() {
    decide(PluginAccess.Refused);
    assertInstanceOf(Result.Refused.class, open.checked(TenantAuthority.Tenant, ID));
    assertInstanceOf(Result.Refused.class, closed.checked(TenantAuthority.Tenant, ID));
    decide(PluginAccess.Granted);
    assertInstanceOf(Result.Done.class, open.checked(TenantAuthority.Tenant, ID));
    assertInstanceOf(Result.Done.class, closed.checked(TenantAuthority.Tenant, ID));
    assertFalse(closed.shows(owner("umbrella"), SHOP, HERE), "of another tenant");
    assertFalse(closed.shows(owner("acme"), SHOP, Environment.Production), "elsewhere");
    assertTrue(closed.shows(owner("acme"), SHOP, HERE));
  }

  @Test
  void a_plugin_is_known_to_those_who_may_use_it_anywhere() {
    var both = List.of(SHOP, MARKDOWN);
    assertEquals(Set.of(), closed.shown(owner("acme"), both));
    assertEquals(Set.copyOf(both), open.shown(owner("acme"), both));
    decide(PluginAccess.Granted);
    assertEquals(Set.of(SHOP), closed.shown(owner("acme"), both));
    assertTrue(closed.shows(owner("acme"), SHOP));
    assertFalse(closed.shows(owner("acme"), MARKDOWN));
    assertEquals(Set.of(), closed.shown(owner("umbrella"), both));
  }

  @Test
  void the_platforms_staff_know_all() {
    decide(PluginAccess.Refused);
    var viewer =
        new Caller("v", "v", Set.of(Role.Viewer), Set.of(), Optional.of("acme"), Optional.empty());
    assertInstanceOf(Result.Done.class, closed.checked(viewer, ID));
    assertInstanceOf(Result.Done.class, closed.checked(TenantAuthority.Platform, ID));
    assertTrue(closed.shows(viewer, SHOP, HERE));
    assertEquals(Set.of(SHOP), closed.shown(viewer, List.of(SHOP)));
  }

  @Test
  void of_an_owner_without_a_tenant_nothing_was_decided() {
    var nobody =
        new Caller(
            "o", "o", Set.of(Role.TenantOwner), Set.of(), Optional.empty(), Optional.empty());
    assertTrue(open.shows(nobody, SHOP, HERE));
    assertFalse(closed.shows(nobody, SHOP, HERE));
  }

  private static Caller owner(String tenant) {
    return new Caller(
        "o", "o", Set.of(Role.TenantOwner), Set.of(), Optional.of(tenant), Optional.empty());
  }

  private void decide(PluginAccess access) {
    var next =
        stored
            .find(ID)
            .orElseGet(() -> TenantPlugin.unset(ID))
            .withAccess(Optional.of(access))
            .written(Instant.EPOCH);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(HERE, "acme", SHOP),
            Instant.EPOCH,
            "a",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    assertTrue(stored.commit(next, audit));
  }
}
