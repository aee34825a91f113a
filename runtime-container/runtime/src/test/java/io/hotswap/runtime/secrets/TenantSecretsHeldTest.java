package io.hotswap.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.secret.ManagedSecretValues.Managed;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.runtime.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What of values is kept, and for how long. */
class TenantSecretsHeldTest {
  private static final TenantPluginId ACME =
      new TenantPluginId(Environment.QA, PluginId.of("shop"), "acme");
  private static final Optional<String> ARN = Optional.of("arn:aws:secretsmanager:it");

  private final TestClock clock = new TestClock(Instant.parse("2026-11-30T12:00:00Z"));
  private final TenantTable table = new TenantTable(TenantDefaults.OPEN);
  private final List<Object> reads = new ArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicReference<Optional<Managed>> managed =
      new AtomicReference<>(Optional.of(new Managed("one", Optional.empty())));
  private final TenantSecrets secrets =
      new TenantSecrets(table, new SecretSources(this::stored, this::managed), clock);

  private Optional<String> stored(SecretId id) {
    reads.add(id.version());
    return Optional.of("value " + id.version());
  }

  private Optional<Managed> managed(String arn, String tenant) {
    reads.add(arn + " of " + tenant);
    if (away.get()) {
      throw new IllegalStateException("away");
    }
    return managed.get();
  }

  private void set(long version, Optional<String> arn, Optional<Replaced> replaced) {
    set(version, arn, replaced, true);
  }

  private void set(
      long version, Optional<String> arn, Optional<Replaced> replaced, boolean enabled) {
    var reference = new SecretReference(version, clock.instant(), arn, replaced);
    var configuration =
        new TenantConfiguration(
            new TenantConfiguration.Id(ACME, version),
            "{}",
            Map.of("apiKey", reference),
            clock.instant());
    var settings =
        TenantPlugin.unset(ACME)
            .withConfiguration(version)
            .withEnabled(enabled)
            .written(clock.instant());
    table.replace(new ConfiguredTenantPlugin(settings, Optional.of(configuration)));
    secrets.settingsChanged(ACME.pluginId(), ACME.tenant());
  }

  private String current() {
    return secrets.current(ACME, "apiKey");
  }

  private Optional<String> previous() {
    return secrets.previous(ACME, "apiKey");
  }

  @Test
  void two_values_overlap_until_the_stated_time() {
    set(1, Optional.empty(), Optional.empty());
    assertEquals("value 1", current());
    var until = clock.instant().plusSeconds(60);
    set(2, Optional.empty(), Optional.of(new Replaced(1, Optional.empty(), until)));
    assertEquals("value 2", current());
    assertEquals(Optional.of("value 1"), previous());
    assertEquals(List.of(1L, 2L), reads);
    clock.pass(Duration.ofSeconds(61));
    assertEquals(Optional.empty(), previous());
  }

  @Test
  void what_no_configuration_names_any_more_is_dropped() {
    set(1, Optional.empty(), Optional.empty());
    current();
    set(2, Optional.empty(), Optional.empty());
    current();
    set(1, Optional.empty(), Optional.empty());
    current();
    assertEquals(List.of(1L, 2L, 1L), reads);
  }

  @Test
  void values_of_a_tenant_that_disables_the_plugin_are_dropped() {
    set(1, Optional.empty(), Optional.empty());
    current();
    set(1, Optional.empty(), Optional.empty(), false);
    set(1, Optional.empty(), Optional.empty());
    current();
    assertEquals(List.of(1L, 1L), reads);
  }

  @Test
  void what_nobody_uses_is_dropped() {
    set(1, Optional.empty(), Optional.empty());
    current();
    secrets.sweep();
    current();
    assertEquals(List.of(1L), reads);
    clock.pass(Duration.ofMinutes(16));
    secrets.sweep();
    current();
    assertEquals(List.of(1L, 1L), reads);
  }

  @Test
  void a_managed_secret_is_read_again_after_five_minutes_and_the_last_value_serves_meanwhile() {
    set(1, ARN, Optional.empty());
    assertEquals("one", current());
    assertEquals(Optional.empty(), previous());
    managed.set(Optional.of(new Managed("two", Optional.of("one"))));
    assertEquals("one", current());
    clock.pass(Duration.ofMinutes(6));
    assertEquals("two", current());
    assertEquals(Optional.of("one"), previous());
    assertEquals(2, reads.size());
    away.set(true);
    clock.pass(Duration.ofMinutes(6));
    assertEquals("two", current());
  }

  @Test
  void a_managed_secret_that_was_deleted_or_given_to_another_tenant_serves_no_more() {
    set(1, ARN, Optional.empty());
    assertEquals("one", current());
    managed.set(Optional.empty());
    clock.pass(Duration.ofMinutes(6));
    assertThrows(IllegalStateException.class, this::current);
  }

  @Test
  void what_cannot_be_read_is_asked_for_once_in_two_seconds_and_names_no_value() {
    away.set(true);
    set(1, ARN, Optional.empty());
    var failure = assertThrows(IllegalStateException.class, this::current);
    assertFalse(String.valueOf(failure.getMessage()).contains("arn"), failure.getMessage());
    assertThrows(IllegalStateException.class, this::current);
    assertEquals(1, reads.size());
    away.set(false);
    clock.pass(Duration.ofSeconds(3));
    assertEquals("one", current());
  }

  @Test
  void each_use_is_counted_by_version() {
    set(1, Optional.empty(), Optional.empty());
    current();
    current();
    set(2, Optional.empty(), Optional.empty());
    current();
    assertEquals(Map.of(id(1), 2L, id(2), 1L), secrets.accesses().take());
    assertEquals(Map.of(), secrets.accesses().take());
  }

  private static SecretId id(long version) {
    return new SecretId(ACME.environment(), ACME.tenant(), ACME.pluginId(), "apiKey", version);
  }
}
