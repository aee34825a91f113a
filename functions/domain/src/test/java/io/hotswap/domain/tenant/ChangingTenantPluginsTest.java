package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChangingTenantPluginsTest {
  private static final TenantPluginId ID =
      new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, "acme");
  private static final Origin ORIGIN = InMemoryControlPlane.ORIGIN;

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins stored = new InMemoryTenantPlugins();

  @Test
  void a_change_is_written_with_what_differs_and_why() {
    var change = done(changed(stored, Optional.empty(), TenantPluginEdits.enabled(false)));
    assertEquals(Optional.of(change.after()), stored.find(ID));
    assertEquals(1, change.after().revision());
    assertEquals(controlPlane.now, change.after().changedAt());
    AuditRecord record = stored.audits.getFirst();
    assertEquals(Optional.of("acme"), record.subject().tenant());
    assertEquals("false", record.after().get("enabled"));
    assertEquals("because", record.after().get("reason"));
    assertEquals("true", record.before().get("enabled"));
  }

  @Test
  void what_changes_nothing_is_not_written() {
    var change = done(changed(stored, Optional.empty(), TenantPluginEdits.enabled(true)));
    assertTrue(change.isEmpty());
    assertEquals(Optional.empty(), stored.find(ID));
    assertEquals(List.of(), stored.audits);
  }

  @Test
  void an_edit_is_made_again_on_what_another_wrote_meanwhile() {
    var ceiling =
        TenantPluginEdits.quota(TenantAuthority.Platform, new Quota(10, 10), TenantDefaults.OPEN);
    var racing = new BeforeCommit(stored, () -> done(changed(stored, Optional.empty(), ceiling)));
    var change = done(changed(racing, Optional.empty(), TenantPluginEdits.enabled(false)));
    assertEquals(2, change.after().revision());
    assertEquals(Optional.of(new Quota(10, 10)), change.after().quota().ceiling());
    assertEquals(2, stored.audits.size());
  }

  @Test
  void who_expected_what_was_there_before_is_refused_then() {
    var racing =
        new BeforeCommit(
            stored,
            () -> done(changed(stored, Optional.empty(), TenantPluginEdits.enabled(false))));
    var quota =
        TenantPluginEdits.quota(TenantAuthority.Tenant, new Quota(1, 1), TenantDefaults.OPEN);
    var refusal = refused(changed(racing, Optional.of(0L), quota));
    assertEquals(ErrorCode.PRECONDITION_FAILED, refusal.code());
    assertEquals(Optional.empty(), stored.find(ID).orElseThrow().quota().own());
  }

  @Test
  void whoever_sends_a_change_again_that_was_made_is_answered_with_the_settings() {
    var disabled = TenantPluginEdits.enabled(false);
    done(changed(stored, Optional.of(0L), disabled));
    var again = done(changed(stored, Optional.of(0L), disabled));
    assertTrue(again.isEmpty());
    assertEquals(1, again.after().revision());
    assertEquals(1, stored.audits.size());
    var other = refused(changed(stored, Optional.of(0L), TenantPluginEdits.enabled(true)));
    assertEquals(ErrorCode.PRECONDITION_FAILED, other.code());
  }

  @Test
  void a_ceiling_that_another_lowered_meanwhile_binds_the_limits_too() {
    var ceiling =
        TenantPluginEdits.quota(TenantAuthority.Platform, new Quota(10, 10), TenantDefaults.OPEN);
    var racing = new BeforeCommit(stored, () -> done(changed(stored, Optional.empty(), ceiling)));
    var own =
        TenantPluginEdits.quota(TenantAuthority.Tenant, new Quota(11, 10), TenantDefaults.OPEN);
    var refusal = refused(changed(racing, Optional.empty(), own));
    assertEquals(ErrorCode.INVALID_SETTINGS, refusal.code());
    assertEquals(
        List.of("/maxRequestsPerMinute"),
        refusal.errors().stream().map(FieldError::pointer).toList());
  }

  @Test
  void each_kind_of_limits_is_removed_by_those_who_set_it() {
    var both =
        new TenantPlugin(
            ID,
            Optional.empty(),
            true,
            Optional.empty(),
            new TenantQuota(Optional.of(new Quota(9, 9)), Optional.of(new Quota(5, 5))),
            0,
            1,
            Instant.EPOCH);
    var own = done(TenantPluginEdits.noQuota(TenantAuthority.Platform).apply(both));
    assertEquals(Optional.of(new Quota(5, 5)), own.quota().inForce(TenantDefaults.OPEN));
    var ceiling = done(TenantPluginEdits.noQuota(TenantAuthority.Tenant).apply(both));
    assertEquals(Optional.of(new Quota(9, 9)), ceiling.quota().inForce(TenantDefaults.OPEN));
  }

  @Test
  void a_pin_that_says_the_same_keeps_its_beginning() {
    var first = pin("1.0.0", Instant.EPOCH);
    var pinned = done(TenantPluginEdits.pinned(first).apply(TenantPlugin.unset(ID)));
    var same = done(TenantPluginEdits.pinned(pin("1.0.0", Instant.MAX)).apply(pinned));
    assertEquals(pinned, same);
    var other = done(TenantPluginEdits.pinned(pin("1.1.0", Instant.MAX)).apply(pinned));
    assertEquals("1.1.0", other.pin().orElseThrow().version().version());
    assertEquals(Optional.empty(), done(TenantPluginEdits.unpinned().apply(other)).pin());
  }

  @Test
  void beyond_the_limit_only_tenants_with_settings_change_them() {
    var limit = new TenantLimit(2, "MaxTenantsPerPlugin");
    var changing = new ChangingTenantPlugins(stored, controlPlane, limit, controlPlane);
    for (var tenant : List.of("one", "two")) {
      done(changing.change(command(tenant), TenantPluginEdits.enabled(false)));
    }
    var refusal = refused(changing.change(command("three"), TenantPluginEdits.enabled(false)));
    assertEquals(ErrorCode.TOO_MANY_TENANTS, refusal.code());
    assertTrue(refusal.detail().contains("the limit is 2"), refusal.detail());
    assertTrue(refusal.errors().getFirst().fix().contains("MaxTenantsPerPlugin"));
    done(changing.change(command("two"), TenantPluginEdits.enabled(true)));
    done(changing.change(command("three"), TenantPluginEdits.enabled(true)));
    assertEquals(3, stored.audits.size());
  }

  @Test
  void nothing_of_what_is_being_erased_changes() {
    var erasure = new OngoingErasure(UUID.randomUUID());
    stored.erased.put(new ErasedTenant(ID.tenant()), erasure);
    var refusal = refused(changed(stored, Optional.empty(), TenantPluginEdits.enabled(false)));
    assertEquals(ErrorCode.BEING_ERASED, refusal.code());
    assertTrue(refusal.detail().contains(erasure.id().toString()), refusal.detail());
    assertEquals(List.of(), stored.audits);
  }

  private static ChangingTenantPlugins.Command command(String tenant) {
    return new ChangingTenantPlugins.Command(
        new TenantPluginId(ID.environment(), ID.pluginId(), tenant),
        Optional.empty(),
        false,
        "test",
        Optional.empty(),
        ORIGIN);
  }

  @Test
  void settings_of_an_unknown_plugin_are_not_there() {
    var nothing = new TenantPluginId(ID.environment(), PluginId.of("nothing"), "acme");
    var changing = new ChangingTenantPlugins(stored, controlPlane, TenantLimit.NONE, controlPlane);
    assertEquals(ErrorCode.PLUGIN_NOT_FOUND, refused(changing.find(nothing)).code());
  }

  private static Pin pin(String version, Instant since) {
    var routed = new RoutedVersion(version, Digest.over(version), 1, "d", "t");
    return new Pin(routed, "why", since, Optional.empty());
  }

  private Result<Change> changed(
      TenantPlugins store,
      Optional<Long> expected,
      Function<TenantPlugin, Result<TenantPlugin>> edit) {
    var changing = new ChangingTenantPlugins(store, controlPlane, TenantLimit.NONE, controlPlane);
    return changing.change(
        new ChangingTenantPlugins.Command(
            ID, expected, false, "test", Optional.of("because"), ORIGIN),
        edit);
  }

  private static <T> T done(Result<T> result) {
    return switch (result) {
      case Result.Done<T>(T value) -> value;
      case Result.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private static Refusal refused(Result<?> result) {
    return switch (result) {
      case Result.Done<?> done -> throw new AssertionError(done);
      case Result.Refused<?>(Refusal refusal) -> refusal;
    };
  }
}
