package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.InMemoryOutbox;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.revocation.FindingDistrusted;
import io.hotswap.domain.revocation.PinsToRelease;
import io.hotswap.domain.revocation.ReviewingTrust;
import io.hotswap.domain.revocation.ReviewingTrust.Reviewed;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.trust.OnServing;
import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustRule;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.domain.trust.VersionSignature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A certificate is revoked that signed what serves. A signature is the name of its certificate.
class DistrustedVersionsTest {
  private static final Origin SYSTEM = Origin.system("reconciliation", "r1", "");
  private static final Instant SIGNED = Instant.parse("2026-01-01T00:00:00Z");

  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane plane = watch.controlPlane;
  private final InMemoryOutbox outbox = new InMemoryOutbox();
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final ChangingTenantPlugins changing =
      new ChangingTenantPlugins(settings, plane, TenantLimit.NONE, plane);
  private final PinsToRelease pins = new PinsToRelease(settings, changing, it -> it);
  private final ReviewingTrust reviewing =
      new ReviewingTrust(
          plane.trust,
          plane.trust,
          new FindingDistrusted(new Feed(plane), plane, settings, new TrustRule(plane.trust)),
          plane,
          plane.rollingBack,
          pins,
          outbox,
          plane);

  /** The documents that are in force. */
  private record Feed(InMemoryControlPlane plane) implements RoutingFeed {
    @Override
    public long changeCount(Environment environment) {
      return 0;
    }

    @Override
    public List<RoutingPointer> pointers(Environment environment) {
      return plane.current(InMemoryControlPlane.MARKDOWN, environment).stream()
          .map(it -> new RoutingPointer(it.pluginId(), it.pluginName(), it.generation(), "d"))
          .filter(it -> environment == Environment.Development)
          .toList();
    }

    @Override
    public RoutingDocument document(RoutingPointer routingPointer) {
      return plane.inForce();
    }

    @Override
    public Map<PluginId, Instant> healthCheckRequests(Environment environment) {
      return Map.of();
    }
  }

  DistrustedVersionsTest() {
    plane.signatures.put("1.0.0", signature("old"));
    plane.signatures.put("1.1.0", signature("new"));
    trust(1);
    plane.deploy("1.0.0");
  }

  private static VersionSignature signature(String certificate) {
    return new VersionSignature(
        "acme", "SHA-256", "00", "acme", "CN=acme", certificate, SIGNED, Optional.empty());
  }

  private static Revocation revoked(String certificate, OnServing onServing) {
    return new Revocation(certificate, Instant.EPOCH, "stolen", SIGNED, onServing);
  }

  private void trust(long generation, Revocation... revocations) {
    plane.trust.document =
        new TrustDocument(
            generation,
            List.of(new TrustedPublisher("acme", List.of("markdown"), false, List.of())),
            List.of(),
            List.of(revocations),
            Map.of());
  }

  private List<Message> sent() {
    return outbox.due(Instant.MAX, 10).stream().map(Dispatch::message).toList();
  }

  private List<String> review() {
    return reviewing.review(SYSTEM).stream().map(Reviewed::what).toList();
  }

  @Test
  void what_serves_is_told_once_and_goes_on_serving() {
    var id = plane.deploy("1.1.0");
    trust(2, revoked("new", OnServing.Report));
    assertEquals(List.of("goes on serving"), review());
    assertEquals(
        "markdown 1.1.0 in Development: It does not count. It goes on serving.\n"
            + "Look at /api/v1/trust\n",
        sent().getFirst().text());
    assertEquals(List.of(), review());
    assertEquals(1, sent().size());
    assertEquals(DeploymentStatus.Completed, plane.get(id).progress().status());
  }

  @Test
  void where_the_revocation_says_so_the_version_before_serves_again() {
    var id = plane.deploy("1.1.0");
    trust(2, revoked("new", OnServing.RollBack));
    assertEquals(List.of("is rolled back by deployment %s, to 1.0.0".formatted(id)), review());
    watch.goesBack(id);
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
    var rollback = plane.get(id).lastRollback().orElseThrow();
    assertEquals(Optional.of("A certificate that signed it was revoked"), rollback.reason());
    assertEquals(List.of(), review());
  }

  @Test
  void what_does_not_count_either_is_not_brought_back() {
    var id = plane.deploy("1.1.0");
    trust(2, revoked("old", OnServing.Report), revoked("new", OnServing.RollBack));
    assertEquals(
        List.of(
            "goes on serving: 1.0.0, which served before, does not count either",
            "stays ready until the next deployment"),
        review());
    assertEquals(DeploymentStatus.Completed, plane.get(id).progress().status());
  }

  @Test
  void what_another_change_of_the_trust_refuses_is_told_and_not_rolled_back() {
    plane.signatures.remove("1.1.0");
    plane.deploy("1.1.0");
    trust(2, revoked("new", OnServing.RollBack));
    plane.trust.document =
        new TrustDocument(
            2,
            plane.trust.document.publishers(),
            List.of(),
            plane.trust.document.revocations(),
            Map.of(Environment.Development, SignaturePolicy.Required));
    assertEquals(List.of("goes on serving"), review());
    assertTrue(sent().getFirst().text().contains("is unsigned"), sent().getFirst().text());
  }

  @Test
  void what_is_kept_ready_for_a_rollback_is_told() {
    plane.deploy("1.1.0");
    trust(2, revoked("old", OnServing.RollBack));
    assertEquals(List.of("stays ready until the next deployment"), review());
    assertTrue(
        sent().getFirst().text().startsWith("markdown 1.0.0 in Development, kept ready for a"),
        sent().getFirst().text());
    assertEquals(Optional.of("1.1.0"), plane.inForce().defaultVersion());
  }

  @Test
  void pinned_tenants_are_named_and_stay_where_the_revocation_only_reports() {
    plane.deploy("1.1.0");
    plane.deploy("1.1.0");
    pinned("acme", "1.0.0");
    pinned("umbrella", "1.0.0");
    pinned("initech", "1.1.0");
    trust(2, revoked("old", OnServing.Report));
    assertEquals(List.of("goes on serving them"), review());
    assertTrue(
        sent()
            .getFirst()
            .text()
            .startsWith(
                "markdown 1.0.0 in Development, to which acme, umbrella are pinned: It does not"
                    + " count. It goes on serving them."),
        sent().getFirst().text());
    assertTrue(pinOf("acme").isPresent());
  }

  @Test
  void pins_to_what_is_rolled_back_end() {
    plane.deploy("1.1.0");
    plane.deploy("1.1.0");
    pinned("acme", "1.0.0");
    pinned("initech", "1.1.0");
    trust(2, revoked("old", OnServing.RollBack));
    assertEquals(List.of("has no pins any more: 1 ended"), review());
    assertEquals(Optional.empty(), pinOf("acme"));
    assertTrue(pinOf("initech").isPresent());
    assertEquals(List.of(), review());
  }

  private Optional<Pin> pinOf(String tenant) {
    return settings.find(id(tenant)).flatMap(TenantPlugin::pin);
  }

  private void pinned(String tenant, String version) {
    var digest = plane.find(InMemoryControlPlane.MARKDOWN, version).orElseThrow().digest();
    var routed = new RoutedVersion(version, digest, 10, "d", "");
    var pin = new Pin(routed, "because", plane.now, Optional.empty());
    var command =
        new ChangingTenantPlugins.Command(
            id(tenant), Optional.empty(), false, "pinTenant", Optional.empty(), SYSTEM);
    assertInstanceOf(
        Result.Done.class,
        changing.change(command, it -> Result.done(it.withPin(Optional.of(pin)))));
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant);
  }

  @Test
  void a_canary_that_brings_it_goes_back() {
    var id = plane.admit(Wishes.canary(OnInconclusive.Pause, true, 10, 100));
    for (var step :
        List.of(RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.AdvanceCohort)) {
      plane.step(step, id);
      plane.nodesFollow();
    }
    trust(2, revoked("new", OnServing.RollBack));
    assertEquals(List.of("is rolled back by deployment %s, to 1.0.0".formatted(id)), review());
  }

  @Test
  void where_everything_counts_nothing_is_told() {
    plane.deploy("1.1.0");
    trust(2, revoked("another", OnServing.RollBack));
    assertEquals(List.of(), review());
    assertEquals(List.of(), sent());
  }
}
