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
import io.hotswap.domain.deployment.strategy.OnMisfit;
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
    hashes.put(new Direct(100), "31748bc869745a72a3f7d6fbbb31453f55bb5322eccd416b1f71da54c6e6571f");
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
        "a62bd58de4006ec32fcd7f7f3aafaf1bb2e265787f43e1fff7a673980cdf2b6b");
    hashes.put(accepting(), "797a4ee0830cfee5a92824174cc9a6c89a36ebdc36b445e3b5d9a816ebcf62f4");
    hashes.put(
        new Rolling(2, Duration.ofMinutes(2), Duration.ofSeconds(30), 100),
        "dbac71ab0a712a765c60f67b6a1148f0b39bd576d6bd16999277254bc17de8db");
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
        "bad4b6d6d7d2a54dfd0dc5862f8c4bffc27bbee436d60a502e43f64add61c622");
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
    var subject =
        new PlanBuilder.Subject(plugin, Environment.QA, strategy, OnMisfit.Refuse, release);
    var document = inMemoryControlPlane.current(plugin, Environment.QA);
    return new ApprovalTermsCalculator(inMemoryControlPlane, inMemoryControlPlane)
        .of(subject, document)
        .hash();
  }
}
