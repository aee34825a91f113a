package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SealedSecrets;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every store of tenants' settings does.
public abstract class TenantPluginsContract {
  private static final Environment HERE = Environment.QA;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");

  protected abstract TenantPlugins tenantPlugins();

  /// The same settings in a stage that has defaults.
  protected abstract TenantRoutings of(TenantDefaults stage);

  protected abstract TenantPluginFeed feed();

  protected abstract SettingsFence fence();

  protected abstract TenantConfigurations configurations();

  protected abstract SealedSecrets secrets();

  /// Has the erasure begin.
  protected abstract void begin(Erasure erasure);

  @Test
  void what_is_being_erased_is_known() {
    var other = new TenantPluginId(HERE, PluginId.of("other"), "acme");
    assertEquals(Optional.empty(), tenantPlugins().erasure(other));
    var tenant = erasure(new ErasedTenant("acme"));
    var plugin = erasure(new ErasedPlugin(SHOP));
    assertEquals(Optional.of(new OngoingErasure(tenant)), tenantPlugins().erasure(other));
    assertEquals(Optional.of(new OngoingErasure(plugin)), tenantPlugins().erasure(id("umbrella")));
    var neither = new TenantPluginId(HERE, PluginId.of("other"), "umbrella");
    assertEquals(Optional.empty(), tenantPlugins().erasure(neither));
  }

  private UUID erasure(ErasureSubject subject) {
    var origin = Origin.system("s", "r", "");
    var erasure = Erasure.begun(UUID.randomUUID(), subject, origin, Map.of(), NOW);
    begin(erasure);
    return erasure.id();
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(HERE, SHOP, tenant);
  }

  private static TenantPlugin disabled(TenantPluginId id, long revision) {
    return new TenantPlugin(
        id,
        Optional.empty(),
        false,
        Optional.empty(),
        TenantQuota.NONE,
        0,
        revision,
        NOW.plusSeconds(revision));
  }

  private static AuditRecord audit(TenantPluginId id) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId()),
        NOW,
        "a",
        Origin.system("s", "r", ""),
        Map.of(),
        Map.of());
  }

  private boolean commit(TenantPlugin next) {
    return tenantPlugins().commit(next, audit(next.id()));
  }

  @Test
  void what_was_never_set_is_not_there() {
    assertEquals(Optional.empty(), tenantPlugins().find(id("acme")));
    assertEquals(Map.of(), tenantPlugins().of(HERE, SHOP).own());
    var page = tenantPlugins().ofTenant(HERE, "acme", PageRequest.first(10));
    assertEquals(List.of(), page.items());
    assertEquals(List.of(), feed().ofPlugin(HERE, SHOP));
  }

  @Test
  void every_setting_is_read_as_it_was_written() {
    var version = new RoutedVersion("1.0.0", Digest.over("1"), 10, "d", "trace");
    var pin = new Pin(version, "because", NOW, Optional.of(NOW.plusSeconds(60)));
    var quota = new TenantQuota(Optional.of(new Quota(100, 10)), Optional.of(new Quota(50, 20)));
    var all =
        new TenantPlugin(
            id("acme"),
            Optional.of(PluginAccess.Granted),
            true,
            Optional.of(pin),
            quota,
            3,
            1,
            NOW);
    assertTrue(commit(all));
    assertTrue(commit(disabled(id("umbrella"), 1)));
    assertEquals(Optional.of(all), tenantPlugins().find(id("acme")));
    assertEquals(
        Map.of(
            "acme",
            new TenantRouting(true, true, Optional.of(version), Optional.of(new Quota(50, 10)), 3),
            "umbrella",
            new TenantRouting(true, false, Optional.empty(), Optional.empty(), 0)),
        tenantPlugins().of(HERE, SHOP).own());
    assertEquals(
        Set.of(all, disabled(id("umbrella"), 1)),
        Set.copyOf(
            tenantPlugins()
                .settings(List.of(id("acme"), id("umbrella"), id("nobody"), id("acme")))));
    assertEquals(List.of(), tenantPlugins().settings(List.of()));
    assertEquals(Map.of(), tenantPlugins().of(Environment.Production, SHOP).own());
    assertEquals(Map.of(), tenantPlugins().of(HERE, PluginId.of("other")).own());
  }

  @Test
  void where_no_admin_has_decided_the_default_of_the_stage_says_who_may_be_routed() {
    var granted = TenantPlugin.unset(id("acme")).withAccess(Optional.of(PluginAccess.Granted));
    var refused = TenantPlugin.unset(id("initech")).withAccess(Optional.of(PluginAccess.Refused));
    commit(granted.written(NOW));
    commit(refused.written(NOW));
    commit(TenantPlugin.unset(id("umbrella")).withConfiguration(1).written(NOW));
    assertEquals(
        Set.of("acme", "umbrella", "nobody"),
        movable(of(new TenantDefaults(AccessDefault.Open, Optional.empty()))));
    assertEquals(
        Set.of("acme"), movable(of(new TenantDefaults(AccessDefault.Closed, Optional.empty()))));
  }

  private static Set<String> movable(TenantRoutings routings) {
    return CohortSelector.movable(
        Set.of("acme", "initech", "umbrella", "nobody"), routings.of(HERE, SHOP), Set.of());
  }

  @Test
  void what_is_set_for_every_tenant_is_followed_and_is_no_tenants() {
    var all = TenantPluginId.ofEveryTenant(HERE, SHOP);
    var quota = TenantQuota.NONE.withCeiling(Optional.of(new Quota(60, 6)));
    var next = TenantPlugin.unset(all).withQuota(quota).written(NOW);
    assertTrue(commit(next));
    assertEquals(Optional.of(next), tenantPlugins().find(all));
    assertEquals(List.of(next), feed().ofPlugin(HERE, SHOP));
    assertEquals(1, feed().changeCounts(HERE).get(all.shard()));
    assertEquals(Map.of(), tenantPlugins().of(HERE, SHOP).own());
    assertEquals(0, tenantPlugins().count(HERE, SHOP));
  }

  @Test
  void a_configuration_is_written_with_the_settings_that_name_it_or_not_at_all() {
    var acme = TenantPlugin.unset(id("acme")).withConfiguration(1).written(NOW);
    var first = configuration("acme", 1, "{\"a\":1}");
    assertTrue(
        tenantPlugins().commit(acme, Optional.of(NewConfiguration.of(first)), audit(acme.id())));
    var late = configuration("acme", 2, "{\"a\":2}");
    assertFalse(
        tenantPlugins().commit(acme, Optional.of(NewConfiguration.of(late)), audit(acme.id())));
    var umbrella = TenantPlugin.unset(id("umbrella")).withConfiguration(1).written(NOW);
    var other = configuration("umbrella", 1, "{}");
    assertTrue(
        tenantPlugins()
            .commit(umbrella, Optional.of(NewConfiguration.of(other)), audit(umbrella.id())));
    assertEquals(1, tenantPlugins().find(id("acme")).orElseThrow().configuration());
    assertEquals(
        Set.of(first, other),
        Set.copyOf(configurations().find(List.of(first.id(), late.id(), other.id()))));
    assertEquals(List.of(), configurations().find(List.of()));
  }

  private static TenantConfiguration configuration(String tenant, long version, String values) {
    return new TenantConfiguration(
        new TenantConfiguration.Id(id(tenant), version),
        values,
        Map.of("apiKey", new SecretReference(version, NOW, Optional.empty(), Optional.empty())),
        NOW);
  }

  @Test
  void a_secret_is_written_with_the_configuration_that_names_it_or_not_at_all() {
    var id = new SecretId(HERE, "acme", SHOP, "apiKey", 1);
    var written = new SealedSecret(id, "c2VhbGVk");
    var other = new SealedSecret(new SecretId(HERE, "acme", SHOP, "apiKey", 2), "b3RoZXI=");
    var acme = TenantPlugin.unset(id("acme")).withConfiguration(1).written(NOW);
    var first = configuration("acme", 1, "{}");
    assertEquals(Optional.empty(), secrets().find(id));
    assertTrue(commit(acme, new NewConfiguration(first, List.of(written), Map.of())));
    var late = configuration("acme", 2, "{}");
    assertFalse(commit(acme, new NewConfiguration(late, List.of(other), Map.of(id, NOW))));
    assertEquals(Optional.of(written), secrets().find(id));
    assertEquals(Optional.empty(), secrets().find(other.id()));
    var next = acme.withConfiguration(2).written(NOW);
    var soon = Instant.now().plusSeconds(3600);
    assertTrue(commit(next, new NewConfiguration(late, List.of(other), Map.of(id, soon))));
    assertEquals(Optional.of(written), secrets().find(id), "readable until it expires");
    assertEquals(Optional.of(other), secrets().find(other.id()));
  }

  @Test
  void what_was_checked_before_the_fence_was_raised_is_not_written_after_it() {
    var acme = disabled(id("acme"), 1);
    long before = tenantPlugins().fence(acme.id());
    fence().raise(Environment.Production);
    assertEquals(before, tenantPlugins().fence(acme.id()));
    fence().raise(HERE);
    assertFalse(tenantPlugins().commit(acme, Optional.empty(), before, audit(acme.id())));
    assertEquals(Optional.empty(), tenantPlugins().find(acme.id()));
    long raised = tenantPlugins().fence(acme.id());
    assertTrue(tenantPlugins().commit(acme, Optional.empty(), raised, audit(acme.id())));
    fence().raise(HERE);
    assertTrue(tenantPlugins().erase(acme, audit(acme.id())));
  }

  /// A node that follows the shards has nothing to read because of it.
  @Test
  void a_raised_fence_is_no_change() {
    assertTrue(commit(disabled(id("acme"), 1)));
    var before = feed().changeCounts(HERE);
    fence().raise(HERE);
    assertEquals(before, feed().changeCounts(HERE));
  }

  private boolean commit(TenantPlugin next, NewConfiguration configuration) {
    return tenantPlugins().commit(next, Optional.of(configuration), audit(next.id()));
  }

  @Test
  void of_two_that_know_the_same_revision_one_wins() {
    assertTrue(commit(disabled(id("acme"), 1)));
    assertFalse(commit(disabled(id("acme"), 1).withEnabled(true)));
    assertTrue(commit(disabled(id("acme"), 2)));
    assertFalse(commit(disabled(id("acme"), 4)));
    assertEquals(2, tenantPlugins().find(id("acme")).orElseThrow().revision());
    assertEquals(2, feed().changeCounts(HERE).get(id("acme").shard()));
  }

  @Test
  void a_tenant_counts_once_however_often_it_changes() {
    assertEquals(0, tenantPlugins().count(HERE, SHOP));
    IntStream.range(0, 40).forEach(it -> assertTrue(commit(disabled(id("tenant-" + it), 1))));
    assertTrue(commit(disabled(id("tenant-1"), 2)));
    assertFalse(commit(disabled(id("tenant-1"), 1)));
    assertTrue(commit(disabled(new TenantPluginId(Environment.Production, SHOP, "a"), 1)));
    assertEquals(40, tenantPlugins().count(HERE, SHOP));
    assertEquals(1, tenantPlugins().count(Environment.Production, SHOP));
    assertEquals(0, tenantPlugins().count(HERE, PluginId.of("other")));
  }

  @Test
  void a_tenants_settings_are_listed_by_page() {
    Set<PluginId> plugins = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      var plugin = PluginId.of("plugin-" + i);
      plugins.add(plugin);
      assertTrue(commit(disabled(new TenantPluginId(HERE, plugin, "acme"), 1)));
    }
    assertTrue(commit(disabled(id("umbrella"), 1)));
    assertTrue(commit(disabled(new TenantPluginId(Environment.Production, SHOP, "acme"), 1)));
    List<PluginId> listed = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      var page = tenantPlugins().ofTenant(HERE, "acme", new PageRequest(2, after));
      assertTrue(page.items().size() <= 2);
      page.items().forEach(it -> listed.add(it.id().pluginId()));
      after = page.next();
    } while (after.isPresent());
    assertEquals(5, listed.size());
    assertEquals(plugins, Set.copyOf(listed));
  }

  @Test
  void each_change_counts_in_its_shard_alone_and_is_listed_since() {
    var none = feed().changeCounts(HERE);
    assertEquals(TenantPluginId.SHARDS, none.size());
    assertEquals(Set.of(0L), Set.copyOf(none));
    var ids = IntStream.range(0, 40).mapToObj(it -> id("tenant-" + it)).toList();
    ids.forEach(it -> assertTrue(commit(disabled(it, 1))));
    ids.subList(0, 10).forEach(it -> assertTrue(commit(disabled(it, 2))));
    var counts = feed().changeCounts(HERE);
    assertEquals(50, counts.stream().mapToLong(it -> it).sum());
    Set<TenantPlugin> changed = new HashSet<>();
    for (int shard = 0; shard < counts.size(); shard++) {
      if (counts.get(shard) > 0) {
        var known = (TenantPluginFeed.Changes.Known) feed().changes(HERE, shard, 0);
        assertEquals(counts.get(shard), known.count());
        changed.addAll(known.changed());
      }
    }
    assertEquals(Set.copyOf(feed().ofPlugin(HERE, SHOP)), changed);
    assertEquals(40, changed.size());
    assertEquals(
        Set.copyOf(ids), changed.stream().map(TenantPlugin::id).collect(Collectors.toSet()));
  }

  @Test
  void only_later_changes_are_listed() {
    var acme = id("acme");
    for (int revision = 1; revision <= 3; revision++) {
      assertTrue(commit(disabled(acme, revision)));
    }
    var known = (TenantPluginFeed.Changes.Known) feed().changes(HERE, acme.shard(), 2);
    assertEquals(List.of(disabled(acme, 3)), known.changed());
    assertEquals(3, known.count());
  }

  private TenantPlugin configured(String tenant, int times) {
    var next = tenantPlugins().find(id(tenant)).orElseGet(() -> TenantPlugin.unset(id(tenant)));
    for (int change = 0; change < times; change++) {
      next = next.withConfiguration(next.configuration() + 1).written(NOW);
      var values = configuration(tenant, next.configuration(), "{\"a\":" + change + "}");
      assertTrue(
          tenantPlugins().commit(next, Optional.of(NewConfiguration.of(values)), audit(next.id())));
    }
    return next;
  }

  private List<Long> configurationsOf(String tenant) {
    var ids =
        LongStream.rangeClosed(1, 9)
            .mapToObj(it -> new TenantConfiguration.Id(id(tenant), it))
            .toList();
    return configurations().find(ids).stream().map(it -> it.id().version()).sorted().toList();
  }

  @Test
  void only_the_configuration_in_force_and_the_one_before_it_are_kept() {
    configured("acme", 1);
    assertEquals(List.of(1L), configurationsOf("acme"));
    configured("umbrella", 5);
    configured("acme", 4);
    assertEquals(List.of(4L, 5L), configurationsOf("acme"));
    assertEquals(List.of(4L, 5L), configurationsOf("umbrella"));
  }

  @Test
  void what_is_erased_is_there_no_more_and_counts_no_more() {
    var acme = configured("acme", 3);
    configured("umbrella", 1);
    assertTrue(tenantPlugins().erase(acme, audit(acme.id())));
    assertEquals(Optional.empty(), tenantPlugins().find(acme.id()));
    assertEquals(List.of(), configurationsOf("acme"));
    assertEquals(Set.of("umbrella"), tenantPlugins().of(HERE, SHOP).own().keySet());
    assertEquals(List.of(), tenantPlugins().ofTenant(HERE, "acme", PageRequest.first(10)).items());
    assertEquals(1, tenantPlugins().count(HERE, SHOP));
    assertEquals(List.of(1L), configurationsOf("umbrella"));
    assertFalse(tenantPlugins().erase(acme, audit(acme.id())), "it is erased");
  }

  @Test
  void what_was_changed_meanwhile_is_not_erased() {
    var read = configured("acme", 1);
    configured("acme", 1);
    assertFalse(tenantPlugins().erase(read, audit(read.id())));
    assertEquals(List.of(1L, 2L), configurationsOf("acme"));
    assertEquals(1, tenantPlugins().count(HERE, SHOP));
  }

  @Test
  void nodes_read_that_settings_were_erased_also_when_they_were_made_anew() {
    var acme = configured("acme", 1);
    assertTrue(tenantPlugins().erase(acme, audit(acme.id())));
    int shard = acme.id().shard();
    assertEquals(
        new TenantPluginFeed.Changes.Known(List.of(TenantPlugin.unset(acme.id())), 2),
        feed().changes(HERE, shard, 1));
    var anew = configured("acme", 1);
    assertEquals(1, anew.revision());
    assertEquals(
        new TenantPluginFeed.Changes.Known(List.of(TenantPlugin.unset(acme.id()), anew), 3),
        feed().changes(HERE, shard, 0));
    assertEquals(
        new TenantPluginFeed.Changes.Known(List.of(anew), 3), feed().changes(HERE, shard, 2));
  }
}
