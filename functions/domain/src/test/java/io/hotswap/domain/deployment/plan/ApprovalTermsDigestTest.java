package io.hotswap.domain.deployment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.DecisionMetric;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What approvers agreed to cannot be exchanged for something that reads the same.
class ApprovalTermsDigestTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @Test
  void an_acceptance_case_that_prints_the_same_is_another() {
    var one =
        new AcceptanceCase("1.1.0", "a, operation=b", "c", "text/plain", "x", Optional.empty());
    var two =
        new AcceptanceCase("1.1.0", "a", "b, operation=c", "text/plain", "x", Optional.empty());
    assertEquals(one.toString(), two.toString(), "what they were bound to before");
    assertNotEquals(hash(accepting(one)), hash(accepting(two)));
  }

  @Test
  void two_cases_are_not_one_that_prints_like_two() {
    var last = new AcceptanceCase("1.1.0", "b", "op", "t", "x", Optional.empty());
    var first = new AcceptanceCase("1.1.0", "a", "op", "t", "x", Optional.empty());
    var text =
        "x, contains=Optional.empty], AcceptanceCase[version=1.1.0, name=b, operation=op,"
            + " contentType=t, body=x";
    var both = new AcceptanceCase("1.1.0", "a", "op", "t", text, Optional.empty());
    assertEquals(List.of(first, last).toString(), List.of(both).toString());
    assertNotEquals(hash(accepting(first, last)), hash(accepting(both)));
  }

  @Test
  void two_permissions_are_not_one_with_a_comma() {
    assertNotEquals(
        hash(new Direct(100), "network:a", "network:b"),
        hash(new Direct(100), "network:a,network:b"));
  }

  @Test
  void the_same_bytes_under_another_version_or_for_another_plugin_are_another_plan() {
    var direct = new Direct(100);
    var hash = hash(direct);
    assertNotEquals(hash, hash(InMemoryControlPlane.MARKDOWN, "1.1.1", direct));
    assertNotEquals(hash, hash(PluginId.of("markup"), "1.1.0", direct));
  }

  /// Stored with approvals: another hash, as by a renamed setting, voids those that are open.
  @Test
  void the_hash_is_the_same_in_every_release() {
    var hashes = new LinkedHashMap<Strategy, String>();
    hashes.put(new Direct(100), "8d78170da5a3fa3ff9369b9df01f63cad612e4eb4e2ee67f0b41a385de08e847");
    hashes.put(
        new Canary(
            List.of(10, 100),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            OnInconclusive.Pause,
            true,
            100,
            2,
            false),
        "ddc04d3c4b8d06205c1d6ff0fc389103eabfa9b6297d6c502b2fe67b0f23a850");
    hashes.put(accepting(), "6d5d53bb63a98370afd7b3670d4dbe4339cc036ae99a6b4d75bbccbdcd0e751e");
    hashes.put(
        new Rolling(2, Duration.ofMinutes(2), Duration.ofSeconds(30), 100),
        "0be58f8ffbff808386bbf8536d8b93a07d1e746674998e6bab3dade329b28a4d");
    hashes.put(
        new AbTest(
            "1.0.0",
            "1.1.0",
            50,
            Duration.ofHours(24),
            Duration.ofHours(1),
            OnInconclusive.Fail,
            List.of("latency", "size"),
            100,
            2,
            false,
            Optional.of(List.of(new DecisionMetric("size", Direction.Lower, Optional.of("B"))))),
        "4b31149bea08c44767c8f5ba3f0a0c36b6a64acd1bfd8f13a2ec0e0be8d692c7");
    assertEquals(Strategy.class.getPermittedSubclasses().length, hashes.size());
    assertEquals(
        List.copyOf(hashes.values()),
        hashes.keySet().stream().map(it -> hash(it, "network:b", "network:a")).toList());
  }

  private static BlueGreen accepting(AcceptanceCase... cases) {
    var suite = AcceptanceSuite.of(List.of(cases));
    return new BlueGreen(Duration.ZERO, Switchover.Instant, Duration.ZERO, true, suite, 100);
  }

  private String hash(Strategy strategy, String... permissions) {
    return hash(InMemoryControlPlane.MARKDOWN, "1.1.0", strategy, permissions);
  }

  private String hash(PluginId plugin, String version, Strategy strategy, String... permissions) {
    var release =
        new Releases.Release(
            version, new Digest("1".repeat(64)), 10, Set.of(permissions), Set.of("render"));
    var subject = new PlanBuilder.Subject(plugin, Environment.QA, strategy, release);
    var document = inMemoryControlPlane.current(plugin, Environment.QA);
    return new ApprovalTermsCalculator(inMemoryControlPlane, inMemoryControlPlane)
        .of(subject, document)
        .hash();
  }
}
