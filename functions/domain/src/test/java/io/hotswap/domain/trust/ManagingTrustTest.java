package io.hotswap.domain.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.ManagingTrust.PublisherSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManagingTrustTest {
  private static final Origin ADA = Origin.system("test", "request", "");
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final InMemoryTrust trust = new InMemoryTrust();
  private final ManagingTrust managing =
      new ManagingTrust(trust, ManagingTrustTest::anchor, (InstantSource) () -> now);

  /// The text of a certificate is its fingerprint.
  private static Result<TrustAnchor> anchor(String pointer, String text, Instant now) {
    return text.isEmpty()
        ? Result.refused(Refusal.of(ErrorCode.INVALID_TRUST, "Empty.", pointer, "one", "Send one."))
        : Result.done(
            new TrustAnchor(text, "CN=" + text, text, now.plusSeconds(9), now, Optional.empty()));
  }

  @Test
  void an_anchor_that_is_left_out_is_retired_and_comes_back_when_it_is_sent_again() {
    set("acme", List.of("shop"), "a-certificate-of-acme", "b-certificate-of-acme");
    var first = now;
    now = now.plusSeconds(60);
    set("acme", List.of("shop"), "b-certificate-of-acme");
    var anchors = trust.document.publisher("acme").orElseThrow().anchors();
    assertEquals(
        List.of(Optional.empty(), Optional.of(now)),
        anchors.stream().map(TrustAnchor::retiredAt).toList());
    assertEquals(first, anchors.getFirst().addedAt());
    set("acme", List.of("shop"), "a-certificate-of-acme", "b-certificate-of-acme");
    assertEquals(
        List.of(Optional.empty(), Optional.empty()),
        trust.document.publisher("acme").orElseThrow().anchors().stream()
            .map(TrustAnchor::retiredAt)
            .toList());
  }

  @Test
  void a_name_and_an_anchor_belong_to_one_publisher() {
    set("acme", List.of("shop"), "a-certificate-of-acme");
    assertEquals(
        "/plugins/1", refused("umbrella", List.of("x", "shop"), "u").errors().getFirst().pointer());
    assertEquals(
        "/anchors/0",
        refused("umbrella", List.of("x"), "a-certificate-of-acme").errors().getFirst().pointer());
    assertEquals(
        "/anchors/1", refused("umbrella", List.of("x"), "u", "").errors().getFirst().pointer());
    assertEquals(1, trust.document.generation());
  }

  @Test
  void every_change_has_a_generation_and_one_audit_record_with_what_differs() {
    set("acme", List.of("shop"), "a-certificate-of-acme");
    managing.set(Map.of(Environment.QA, SignaturePolicy.Required), Map.of(), Optional.empty(), ADA);
    managing.revoke("f", Optional.empty(), "stolen", OnServing.Report, ADA);
    assertEquals(3, trust.document.generation());
    assertEquals(
        List.of("setPublisher", "setTrust", "revokeCertificate"),
        trust.audit.stream().map(it -> it.action()).toList());
    assertEquals(Map.of("generation", "2", "policy QA", "Required"), trust.audit.get(1).after());
    assertEquals(
        "from 1970-01-01T00:00:00Z, Report: stolen", trust.audit.get(2).after().get("revoked f"));
  }

  @Test
  void an_environment_isolates_all_but_the_plugins_of_those_who_may_share() {
    set("acme", List.of("shop"), "a-certificate-of-acme");
    set("umbrella", List.of("serum"), "a-certificate-of-umbrella");
    assertEquals(Optional.empty(), trust.document.isolation(Environment.Production, "shop"));
    isolate(Environment.Production, Set.of("acme"), IsolationLevel.Locked);
    assertEquals(
        List.of(IsolationLevel.Shared, IsolationLevel.Locked, IsolationLevel.Locked),
        Stream.of("shop", "serum", "nobodys")
            .map(it -> trust.document.isolation(Environment.Production, it).orElseThrow())
            .toList());
    assertEquals(Optional.empty(), trust.document.isolation(Environment.QA, "serum"));
    isolate(Environment.QA, Set.of(), IsolationLevel.Process);
    assertEquals(
        Optional.of(IsolationLevel.Shared),
        trust.document.isolation(Environment.Production, "shop"));
    assertEquals(
        Map.of("generation", "3", "isolation Production", "Locked, shared by [acme]"),
        trust.audit.get(2).after());
  }

  @Test
  void only_publishers_may_be_named_as_those_who_share() {
    var refused =
        assertInstanceOf(
            Result.Refused.class, isolate(Environment.QA, Set.of("acme"), IsolationLevel.Locked));
    assertEquals("/isolation/QA/sharing", refused.refusal().errors().getFirst().pointer());
    assertEquals(0, trust.document.generation());
  }

  private Result<TrustDocument> isolate(
      Environment environment, Set<String> sharing, IsolationLevel others) {
    return managing.set(
        Map.of(), Map.of(environment, new IsolationPolicy(sharing, others)), Optional.empty(), ADA);
  }

  @Test
  void what_changes_nothing_writes_nothing() {
    set("acme", List.of("shop"), "a-certificate-of-acme");
    set("acme", List.of("shop"), "a-certificate-of-acme");
    assertEquals(1, trust.document.generation());
    assertEquals(1, trust.audit.size());
  }

  @Test
  void a_later_date_does_not_lift_a_revocation() {
    managing.revoke("f", Optional.of(now.minusSeconds(60)), "stolen", OnServing.Report, ADA);
    managing.revoke("f", Optional.of(now), "stolen later", OnServing.Report, ADA);
    assertEquals(
        List.of(now.minusSeconds(60)),
        trust.document.revocations().stream().map(Revocation::from).toList());
    managing.revoke("f", Optional.empty(), "stolen long ago", OnServing.Report, ADA);
    assertEquals(
        List.of(Instant.EPOCH),
        trust.document.revocations().stream().map(Revocation::from).toList());
  }

  @Test
  void what_serves_is_rolled_back_once_a_revocation_of_the_certificate_has_said_so() {
    managing.revoke("f", Optional.of(now), "stolen", OnServing.Report, ADA);
    managing.revoke("f", Optional.of(now), "stolen", OnServing.RollBack, ADA);
    managing.revoke("f", Optional.empty(), "stolen long ago", OnServing.Report, ADA);
    assertEquals(
        List.of(new Revocation("f", Instant.EPOCH, "stolen long ago", now, OnServing.RollBack)),
        trust.document.revocations());
  }

  @Test
  void a_change_that_loses_a_race_is_made_again_on_what_the_other_left() {
    trust.interrupt =
        () -> {
          trust.interrupt = () -> {};
          managing.revoke("f", Optional.empty(), "stolen", OnServing.Report, ADA);
        };
    set("acme", List.of("shop"), "a-certificate-of-acme");
    assertEquals(2, trust.document.generation());
    assertEquals(1, trust.document.revocations().size());
    assertEquals(1, trust.document.publishers().size());
  }

  private Result<TrustDocument> put(String name, List<String> plugins, String... anchors) {
    return managing.setPublisher(new PublisherSpec(name, plugins, false, List.of(anchors)), ADA);
  }

  private void set(String name, List<String> plugins, String... anchors) {
    assertInstanceOf(Result.Done.class, put(name, plugins, anchors));
  }

  private Refusal refused(String name, List<String> plugins, String... anchors) {
    return ((Result.Refused<TrustDocument>) put(name, plugins, anchors)).refusal();
  }
}
