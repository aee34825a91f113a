package io.hotswap.domain.tenant.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Reconfigured;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguringTenantTest {
  private static final TenantPluginId ID =
      new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, "acme");

  private static final Duration HOUR = Duration.ofHours(1);

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final InMemoryConfigurations schemas = controlPlane.configurations;
  private final ChangingTenantPlugins changing =
      new ChangingTenantPlugins(settings, controlPlane, TenantLimit.NONE, controlPlane);
  private final ConfigurationFit fit =
      new ConfigurationFit(controlPlane, controlPlane, settings, schemas, controlPlane);
  private final ConfiguringTenant configuring =
      new ConfiguringTenant(
          changing,
          fit,
          schemas,
          ConfiguringTenantTest::sealed,
          (arn, tenant) -> true,
          controlPlane);

  @Test
  void a_configuration_is_written_with_the_next_settings_and_its_changes_audited() {
    schemas.allow("1.0.0", "a", "b");
    controlPlane.deploy("1.0.0");
    done(set("{\"a\": 1}"));
    var second = done(set("{\"a\": 2, \"b\": 7}"));
    assertEquals(List.of("/a", "/b"), second.changes());
    assertEquals("{\"a\": 1}", second.before().values());
    assertEquals(2, second.after().settings().configuration());
    assertEquals(2, second.after().settings().revision());
    assertEquals(Set.of("1.0.0"), second.after().effective().keySet());
    var record = settings.audits.getLast();
    assertEquals("/a, /b", record.after().get("changed"));
    assertEquals("1", record.before().get("configuration"));
    assertTrue(record.after().values().stream().noneMatch(it -> it.contains("7")), "no values");
  }

  @Test
  void the_same_configuration_again_writes_nothing() {
    schemas.allow("1.0.0", "a");
    controlPlane.deploy("1.0.0");
    done(set("{\"a\": 1}"));
    assertEquals(List.of(), done(set("{\"a\":1}")).changes());
    assertEquals(1, settings.audits.size());
  }

  @Test
  void one_that_is_lost_is_none_and_another_can_be_set() {
    schemas.allow("1.0.0", "a");
    controlPlane.deploy("1.0.0");
    changing.change(command(), it -> Result.done(it.withConfiguration(5)));
    assertEquals("{}", done(configuring.find(ID)).values());
    assertEquals(6, done(set("{\"a\": 1}")).after().settings().configuration());
    assertEquals("{\"a\": 1}", done(configuring.find(ID)).values());
  }

  @Test
  void where_nothing_serves_there_is_no_schema_to_fit() {
    assertEquals(ErrorCode.NOT_DEPLOYED, refused(set("{}")).code());
  }

  @Test
  void during_a_deployment_it_fits_both_versions_and_so_also_after_a_rollback() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "a", "b");
    controlPlane.deploy("1.0.0");
    controlPlane.deploy("1.1.0");
    var refusal = refused(set("{\"a\": 1, \"b\": 2}"));
    assertEquals(ErrorCode.INVALID_CONFIGURATION, refusal.code());
    assertEquals(List.of("/config/b"), refusal.errors().stream().map(FieldError::pointer).toList());
    assertTrue(refusal.errors().getFirst().expected().contains("1.0.0"));
    done(set("{\"a\": 1}"));
  }

  @Test
  void a_new_property_is_taken_once_no_trigger_can_roll_the_version_back() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "b");
    controlPlane.deploy("1.0.0");
    controlPlane.deploy("1.1.0");
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofMinutes(1)));
    done(set("{\"b\": 2}"));
    assertEquals("/config/a", refused(set("{\"a\": 1}")).errors().getFirst().pointer());
  }

  @Test
  void a_pinned_tenants_configuration_fits_its_pin_alone() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "b");
    controlPlane.deploy("1.1.0");
    var pin = new Pin(routed("1.0.0"), "why", controlPlane.now, Optional.empty());
    changing.change(command(), TenantPluginEdits.pinned(pin));
    done(set("{\"a\": 1}"));
    var unpinned =
        changing.change(
            command(),
            it -> TenantPluginEdits.unpinned().apply(it).then(next -> fit.checked(next, "")));
    var refusal = refused(unpinned);
    assertEquals(ErrorCode.CONFIGURATION_MISFIT, refusal.code());
    assertTrue(refusal.errors().getFirst().expected().contains("/config/a"), refusal.toString());
    assertTrue(settings.find(ID).orElseThrow().pin().isPresent());
  }

  @Test
  void a_pin_to_a_version_that_the_configuration_does_not_fit_is_refused() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "b");
    controlPlane.deploy("1.1.0");
    done(set("{\"b\": 1}"));
    var wanted =
        settings
            .find(ID)
            .orElseThrow()
            .withPin(
                Optional.of(new Pin(routed("1.0.0"), "why", controlPlane.now, Optional.empty())));
    var refusal = refused(fit.checked(wanted, "/version"));
    assertEquals("/version", refusal.errors().getFirst().pointer());
    assertEquals(wanted.withEnabled(false), done(fit.checked(wanted.withEnabled(false), "")));
  }

  @Test
  void a_dry_run_tells_the_difference_and_writes_nothing() {
    schemas.allow("1.0.0", "a");
    controlPlane.deploy("1.0.0");
    var dry =
        new ChangingTenantPlugins.Command(
            ID, Optional.empty(), true, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
    assertEquals(List.of("/a"), done(configuring.set(dry, new Sent("{\"a\": 1}", HOUR))).changes());
    assertEquals(Optional.empty(), settings.find(ID));
    assertEquals("{}", done(configuring.find(ID)).values());
  }

  @Test
  void of_a_secret_the_configuration_has_a_reference_only() {
    schemas.allow("1.0.0", "a", "secret");
    controlPlane.deploy("1.0.0");
    var configured = done(set("{\"a\": 1, \"secret\": 4711}"));
    assertEquals(List.of("/a", "/secret"), configured.changes());
    assertEquals("{\"a\": 1}", configured.after().values());
    var reference = new SecretReference(1, controlPlane.now, Optional.empty(), Optional.empty());
    assertEquals(Map.of("secret", reference), configured.after().secrets());
    assertEquals("sealed 4711", settings.find(secret(1)).orElseThrow().ciphertext());
    assertFalse(settings.audits.toString().contains("4711"));
  }

  @Test
  void a_secret_that_is_left_out_stays_and_another_value_of_it_is_another_version() {
    schemas.allow("1.0.0", "a", "secret");
    controlPlane.deploy("1.0.0");
    var first = done(set("{\"secret\": 1}")).after().secrets();
    var second = done(set("{\"a\": 1}"));
    assertEquals(first, second.after().secrets());
    assertEquals(List.of("/a"), second.changes());
    controlPlane.pass(Duration.ofSeconds(10));
    var third = done(set("{\"a\": 1, \"secret\": 1}"));
    assertEquals(List.of("/secret"), third.changes());
    var until = controlPlane.now.plus(HOUR);
    var replaced = new SecretReference.Replaced(1, Optional.empty(), until);
    assertEquals(
        Map.of(
            "secret",
            new SecretReference(3, controlPlane.now, Optional.empty(), Optional.of(replaced))),
        third.after().secrets());
    assertEquals(Set.of(secret(1)), settings.retired.keySet());
    assertTrue(settings.retired.values().stream().allMatch(it -> it.isAfter(until)));
  }

  @Test
  void a_secret_is_removed_when_it_is_said_or_no_version_knows_it() {
    schemas.allow("1.0.0", "a", "secret");
    controlPlane.deploy("1.0.0");
    done(set("{\"secret\": 1}"));
    assertEquals(Map.of(), done(set("{\"secret\": 0}")).after().secrets());
    assertEquals(Set.of(secret(1)), settings.retired.keySet());
    done(set("{\"secret\": 1}"));
    schemas.allow("1.0.0", "a");
    var forgotten = done(set("{}"));
    assertEquals(Map.of(), forgotten.after().secrets());
    assertEquals(List.of("/secret"), forgotten.changes());
    assertEquals(Set.of(secret(1), secret(3)), settings.retired.keySet());
  }

  @Test
  void another_tenants_managed_secret_is_refused() {
    var foreign =
        new ConfiguringTenant(
            changing,
            fit,
            schemas,
            ConfiguringTenantTest::sealed,
            (arn, tenant) -> false,
            controlPlane);
    schemas.allow("1.0.0", "secret");
    controlPlane.deploy("1.0.0");
    var managed = new Sent("{\"secret\": %s}".formatted(InMemoryConfigurations.MANAGED), HOUR);
    assertEquals(
        "/config/secret/secretArn",
        refused(foreign.set(command(), managed)).errors().getFirst().pointer());
    var own = done(configuring.set(command(), managed)).after().secrets().get("secret");
    assertEquals(Optional.of(InMemoryConfigurations.MANAGED), Objects.requireNonNull(own).arn());
    assertEquals(Optional.empty(), settings.find(secret(1)));
  }

  @Test
  void nothing_is_encrypted_for_a_dry_run() {
    schemas.allow("1.0.0", "secret");
    controlPlane.deploy("1.0.0");
    var careful =
        new ConfiguringTenant(
            changing,
            fit,
            schemas,
            (id, value) -> {
              throw new AssertionError("encrypted");
            },
            (arn, tenant) -> true,
            controlPlane);
    var dry =
        new ChangingTenantPlugins.Command(
            ID, Optional.empty(), true, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
    var answer = done(careful.set(dry, new Sent("{\"secret\": 1}", HOUR)));
    assertEquals(List.of("/secret"), answer.changes());
    assertEquals(Set.of("secret"), answer.after().secrets().keySet());
  }

  private RoutedVersion routed(String version) {
    var release = controlPlane.find(ID.pluginId(), version).orElseThrow();
    return new RoutedVersion(version, release.digest(), release.size(), "d", "");
  }

  private Result<Reconfigured> set(String values) {
    return configuring.set(command(), new Sent(values, HOUR));
  }

  private static SealedSecret sealed(SecretId id, String value) {
    return new SealedSecret(id, "sealed " + value);
  }

  private static SecretId secret(long version) {
    return new SecretId(ID.environment(), ID.tenant(), ID.pluginId(), "secret", version);
  }

  private static ChangingTenantPlugins.Command command() {
    return new ChangingTenantPlugins.Command(
        ID, Optional.empty(), false, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
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
