package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.Withdrawal;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinnableVersionsTest {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Test
  void what_was_deployed_there_can_be_pinned_long_after() {
    var first = controlPlane.deploy("1.0.0");
    controlPlane.deploy("1.1.0");
    assertEquals(
        Optional.of(controlPlane.get(first).version()), found(Environment.Development, "1.0.0"));
    assertEquals(Optional.empty(), found(Environment.QA, "1.0.0"));
  }

  @Test
  void what_has_not_completed_cannot() {
    controlPlane.admit("1.0.0");
    assertEquals(Optional.empty(), found(Environment.Development, "1.0.0"));
  }

  @Test
  void what_was_deleted_since_cannot() {
    controlPlane.deploy("1.0.0");
    controlPlane.versions.remove("1.0.0");
    assertEquals(Optional.empty(), found(Environment.Development, "1.0.0"));
  }

  @Test
  void what_was_registered_anew_has_to_be_deployed_anew() {
    controlPlane.deploy("1.0.0");
    controlPlane.registeredAnew.put("1.0.0", Digest.over("another"));
    assertEquals(Optional.empty(), found(Environment.Development, "1.0.0"));
    var again = controlPlane.deploy("1.0.0");
    assertEquals(
        Optional.of(controlPlane.get(again).version()), found(Environment.Development, "1.0.0"));
  }

  @Test
  void what_was_withdrawn_is_refused_with_the_reason_but_to_whom_it_serves() {
    var deployed = controlPlane.deploy("1.0.0");
    var withdrawal = new Withdrawal("It leaks.", controlPlane.now);
    controlPlane.lifecycles.put("1.0.0", Lifecycle.ACTIVE.with(withdrawal));
    var acme = TenantPlugin.unset(development("acme"));
    var refusal = assertInstanceOf(Result.Refused.class, pinnable().find(acme, "1.0.0")).refusal();
    assertEquals(ErrorCode.VERSION_WITHDRAWN, refusal.code());
    assertEquals("/version", refusal.errors().getFirst().pointer());
    assertTrue(refusal.detail().endsWith(": It leaks."), refusal.detail());
    var routed = controlPlane.get(deployed).version();
    var pin = new Pin(routed, "why", controlPlane.now, Optional.empty());
    var pinned = acme.withPin(Optional.of(pin));
    assertEquals(Result.done(routed), pinnable().find(pinned, "1.0.0"));
  }

  @Test
  void what_has_failed_its_checks_since_it_was_deployed_is_refused_with_what_was_found() {
    controlPlane.deploy("1.0.0");
    var passed = controlPlane.checks(InMemoryControlPlane.MARKDOWN, "1.0.0").orElseThrow();
    var found = new VersionFinding("malware", "a.jar", "Eicar.", "Remove it.");
    var failed = CheckResult.failed(List.of(found), CheckEngine.of("test"));
    controlPlane.checks.put("1.0.0", passed.with(CheckName.Malware, failed, controlPlane.now));
    var refusal =
        assertInstanceOf(Result.Refused.class, pinnable().find(development("acme"), "1.0.0"))
            .refusal();
    assertEquals(ErrorCode.CHECKS_FAILED, refusal.code());
    assertTrue(refusal.errors().getFirst().expected().endsWith("in a.jar: Eicar."));
  }

  private static TenantPluginId development(String tenant) {
    return new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant);
  }

  private PinnableVersions pinnable() {
    return new PinnableVersions(controlPlane, controlPlane);
  }

  private Optional<RoutedVersion> found(Environment where, String version) {
    var id = new TenantPluginId(where, InMemoryControlPlane.MARKDOWN, "acme");
    return switch (new PinnableVersions(controlPlane, controlPlane).find(id, version)) {
      case Result.Done<RoutedVersion>(var it) -> Optional.of(it);
      case Result.Refused<RoutedVersion>(var refusal) -> {
        assertEquals(ErrorCode.INVALID_SETTINGS, refusal.code());
        assertEquals("/version", refusal.errors().getFirst().pointer());
        yield Optional.empty();
      }
    };
  }
}
