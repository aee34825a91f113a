package io.hotswap.domain.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureGateTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private final InMemoryTrust trust = new InMemoryTrust();
  private final SignatureGate gate = trust.gate();

  @Test
  void where_nobody_is_trusted_yet_the_refusal_says_how_somebody_is() {
    var refusal = refused(Optional.empty(), Environment.Production).orElseThrow();
    assertEquals(
        "The name shop belongs to no publisher: have an Admin add one (PUT /publishers/{publisher})"
            + " or let Production take unsigned versions (PUT /trust). With a publisher, sign it:"
            + " PUT /plugins/shop/versions/1.0.0/signature.",
        refusal.errors().getFirst().fix());
    acme(false);
    refusal = refused(Optional.empty(), Environment.Production).orElseThrow();
    assertEquals(
        "Sign it with a certificate of acme: PUT /plugins/shop/versions/1.0.0/signature.",
        refusal.errors().getFirst().fix());
  }

  @Test
  void staging_and_production_take_signed_versions_only() {
    assertEquals(Optional.empty(), refused(Optional.empty(), Environment.Development));
    assertEquals(Optional.empty(), refused(Optional.empty(), Environment.QA));
    for (var environment : List.of(Environment.Staging, Environment.Production)) {
      var refusal = refused(Optional.empty(), environment).orElseThrow();
      assertEquals(ErrorCode.SIGNATURE_REQUIRED, refusal.code());
      assertEquals(
          "shop 1.0.0 is unsigned, and " + environment + " takes signed versions only.",
          refusal.detail());
    }
    acme(false);
    assertEquals(Optional.empty(), refused(signature("acme"), Environment.Production));
  }

  @Test
  void a_decision_of_an_environment_overrides_the_standard() {
    acme(false);
    trust.document =
        trust.document.with(
            Map.of(
                Environment.Production,
                SignaturePolicy.Optional,
                Environment.QA,
                SignaturePolicy.Required),
            List.of());
    assertEquals(Optional.empty(), refused(Optional.empty(), Environment.Production));
    assertEquals(true, refused(Optional.empty(), Environment.QA).isPresent());
  }

  @Test
  void a_signature_that_does_not_count_any_more_is_refused_also_where_none_is_required() {
    acme(false);
    trust.document = trust.document.with(new Revocation("acme", Instant.EPOCH, "stolen", NOW));
    assertEquals(
        ErrorCode.SIGNATURE_REFUSED,
        refused(signature("acme"), Environment.Development).orElseThrow().code());
  }

  @Test
  void a_publisher_takes_unsigned_versions_of_its_plugins_only_if_it_says_so() {
    acme(true);
    var refused =
        assertInstanceOf(
            Result.Refused.class, gate.admitted("shop", Optional.empty(), Path.of("x"), NOW));
    assertEquals(ErrorCode.SIGNATURE_REQUIRED, refused.refusal().code());
    assertEquals(
        Result.done(Optional.empty()), gate.admitted("other", Optional.empty(), Path.of("x"), NOW));
    acme(false);
    assertEquals(
        Result.done(Optional.empty()), gate.admitted("shop", Optional.empty(), Path.of("x"), NOW));
  }

  @Test
  void a_signature_of_another_publisher_is_refused() {
    acme(false);
    assertInstanceOf(
        Result.Refused.class, gate.admitted("shop", Optional.of("umbrella"), Path.of("x"), NOW));
    assertInstanceOf(
        Result.Done.class, gate.admitted("shop", Optional.of("acme"), Path.of("x"), NOW));
  }

  @Test
  void the_closest_name_owns_a_plugin() {
    trust.document =
        TrustDocument.NOBODY
            .with(publisher("everything", "*"))
            .with(publisher("shops", "shop-*"))
            .with(publisher("one", "shop-eu"));
    assertEquals("one", trust.document.owner("shop-eu").orElseThrow().name());
    assertEquals("shops", trust.document.owner("shop-us").orElseThrow().name());
    assertEquals("everything", trust.document.owner("markdown").orElseThrow().name());
  }

  private void acme(boolean signedOnly) {
    trust.document =
        TrustDocument.NOBODY.with(
            new TrustedPublisher("acme", List.of("shop"), signedOnly, List.of()));
  }

  private static TrustedPublisher publisher(String name, String pattern) {
    return new TrustedPublisher(name, List.of(pattern), false, List.of());
  }

  private Optional<VersionSignature> signature(String publisher) {
    return Optional.of(
        new VersionSignature(
            publisher,
            "SHA-256",
            "00",
            publisher,
            "CN=" + publisher,
            publisher,
            NOW,
            Optional.empty()));
  }

  private Optional<Refusal> refused(Optional<VersionSignature> signature, Environment environment) {
    return gate.refusal("shop", "1.0.0", signature, environment);
  }
}
