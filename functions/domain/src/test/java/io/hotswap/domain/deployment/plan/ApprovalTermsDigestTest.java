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
    hashes.put(new Direct(100), "68f988b52fafd90581979d74165d33b18243db08ebafa3dd0d90675ff87ef548");
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
        "69b1726bd053c3f278c9526d1ae683f4d25d315b39628a4961b7d7da310445c7");
    hashes.put(accepting(), "9d10fbe45c6b13b3370e960dc0327956e152db79bfff9176871c29b578a59579");
    hashes.put(
        new Rolling(2, Duration.ofMinutes(2), Duration.ofSeconds(30), 100),
        "dbca03a243d1862793c419fe4c3a8252f03be12b9aa8a229ff2b0bb766d08f69");
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
        "41cced202d9e7caca71337c485438ab9282410abcb64b23e210741ac3bda5806");
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
        new PlanBuilder.Subject(
            plugin, Environment.QA, strategy, OnMisfit.Refuse, release, Optional.empty());
    var document = inMemoryControlPlane.current(plugin, Environment.QA);
    return new ApprovalTermsCalculator(inMemoryControlPlane, inMemoryControlPlane)
        .of(subject, document)
        .hash();
  }
}
