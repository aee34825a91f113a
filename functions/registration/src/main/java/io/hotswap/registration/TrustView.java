package io.hotswap.registration;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.IsolationPolicy;
import io.hotswap.domain.trust.OnServing;
import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustAnchor;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom the stack trusts; certificates by their fingerprints only.
///
/// @param policies in force, also where nobody has decided
/// @param isolation where somebody has decided
record TrustView(
    long generation,
    Map<Environment, SignaturePolicy> policies,
    List<PublisherView> publishers,
    List<AnchorView> timestampAuthorities,
    List<RevocationView> revocations,
    List<BlockedView> blocked,
    Map<Environment, IsolationView> isolation) {
  record PublisherView(
      String name, List<String> plugins, boolean signedOnly, List<AnchorView> anchors) {
    static PublisherView of(TrustedPublisher it) {
      return new PublisherView(
          it.name(),
          it.plugins(),
          it.signedOnly(),
          it.anchors().stream().map(AnchorView::of).toList());
    }
  }

  record AnchorView(
      String fingerprint,
      String subject,
      Instant notAfter,
      Instant addedAt,
      Optional<Instant> retiredAt) {
    static AnchorView of(TrustAnchor it) {
      return new AnchorView(
          it.fingerprint(), it.subject(), it.notAfter(), it.addedAt(), it.retiredAt());
    }
  }

  record RevocationView(
      String fingerprint, Instant from, String reason, Instant at, OnServing onServing) {
    static RevocationView of(Revocation it) {
      return new RevocationView(it.fingerprint(), it.from(), it.reason(), it.at(), it.onServing());
    }
  }

  record BlockedView(Digest digest, String plugin, String version, String reason, Instant at) {
    static BlockedView of(BlockedBinary it) {
      return new BlockedView(it.digest(), it.plugin(), it.version(), it.reason(), it.at());
    }
  }

  record IsolationView(List<String> sharing, IsolationLevel others) {
    static IsolationView of(IsolationPolicy it) {
      return new IsolationView(it.sharing().stream().sorted().toList(), it.others());
    }
  }

  static TrustView of(TrustDocument it) {
    Map<Environment, SignaturePolicy> policies = new EnumMap<>(Environment.class);
    for (var environment : Environment.values()) {
      policies.put(environment, it.policy(environment));
    }
    Map<Environment, IsolationView> isolation = new EnumMap<>(Environment.class);
    it.isolation().forEach((where, policy) -> isolation.put(where, IsolationView.of(policy)));
    return new TrustView(
        it.generation(),
        policies,
        it.publishers().stream().map(PublisherView::of).toList(),
        it.timestampAuthorities().stream().map(AnchorView::of).toList(),
        it.revocations().stream().map(RevocationView::of).toList(),
        it.blocked().stream().map(BlockedView::of).toList(),
        isolation);
  }
}
