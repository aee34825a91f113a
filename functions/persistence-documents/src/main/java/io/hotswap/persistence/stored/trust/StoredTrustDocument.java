package io.hotswap.persistence.stored.trust;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The trust document, an object in the bucket.
///
/// @param blocked absent while nothing is
/// @param isolation absent until somebody decides
public record StoredTrustDocument(
    long generation,
    List<StoredPublisher> publishers,
    List<StoredAnchor> timestampAuthorities,
    List<StoredRevocation> revocations,
    Map<Environment, SignaturePolicy> policies,
    Optional<List<StoredBlock>> blocked,
    Optional<Map<Environment, StoredIsolation>> isolation) {
  record StoredPublisher(
      String name, List<String> plugins, boolean signedOnly, List<StoredAnchor> anchors) {
    static StoredPublisher of(TrustedPublisher it) {
      return new StoredPublisher(
          it.name(),
          it.plugins(),
          it.signedOnly(),
          it.anchors().stream().map(StoredAnchor::of).toList());
    }

    TrustedPublisher toDomain() {
      return new TrustedPublisher(
          name, plugins, signedOnly, anchors.stream().map(StoredAnchor::toDomain).toList());
    }
  }

  record StoredAnchor(
      String fingerprint,
      String subject,
      String certificate,
      Instant notAfter,
      Instant addedAt,
      Optional<Instant> retiredAt) {
    static StoredAnchor of(TrustAnchor it) {
      return new StoredAnchor(
          it.fingerprint(),
          it.subject(),
          it.certificate(),
          it.notAfter(),
          it.addedAt(),
          it.retiredAt());
    }

    TrustAnchor toDomain() {
      return new TrustAnchor(fingerprint, subject, certificate, notAfter, addedAt, retiredAt);
    }
  }

  /// @param onServing absent in documents of earlier builds
  record StoredRevocation(
      String fingerprint, Instant from, String reason, Instant at, Optional<OnServing> onServing) {
    static StoredRevocation of(Revocation it) {
      return new StoredRevocation(
          it.fingerprint(), it.from(), it.reason(), it.at(), Optional.of(it.onServing()));
    }

    Revocation toDomain() {
      return new Revocation(fingerprint, from, reason, at, onServing.orElse(OnServing.Report));
    }
  }

  record StoredBlock(Digest digest, String plugin, String version, String reason, Instant at) {
    static StoredBlock of(BlockedBinary it) {
      return new StoredBlock(it.digest(), it.plugin(), it.version(), it.reason(), it.at());
    }

    BlockedBinary toDomain() {
      return new BlockedBinary(digest, plugin, version, reason, at);
    }
  }

  record StoredIsolation(List<String> sharing, IsolationLevel others) {
    static StoredIsolation of(IsolationPolicy it) {
      return new StoredIsolation(it.sharing().stream().sorted().toList(), it.others());
    }

    IsolationPolicy toDomain() {
      return new IsolationPolicy(Set.copyOf(sharing), others);
    }
  }

  private static <A, B> Map<Environment, B> each(Map<Environment, A> all, Function<A, B> to) {
    return all.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> to.apply(it.getValue())));
  }

  public static StoredTrustDocument of(TrustDocument it) {
    return new StoredTrustDocument(
        it.generation(),
        it.publishers().stream().map(StoredPublisher::of).toList(),
        it.timestampAuthorities().stream().map(StoredAnchor::of).toList(),
        it.revocations().stream().map(StoredRevocation::of).toList(),
        it.policies(),
        Optional.of(it.blocked().stream().map(StoredBlock::of).toList())
            .filter(blocked -> !blocked.isEmpty()),
        Optional.of(each(it.isolation(), StoredIsolation::of))
            .filter(isolation -> !isolation.isEmpty()));
  }

  public TrustDocument toDomain() {
    return new TrustDocument(
        generation,
        publishers.stream().map(StoredPublisher::toDomain).toList(),
        timestampAuthorities.stream().map(StoredAnchor::toDomain).toList(),
        revocations.stream().map(StoredRevocation::toDomain).toList(),
        policies,
        blocked.orElse(List.of()).stream().map(StoredBlock::toDomain).toList(),
        each(isolation.orElse(Map.of()), StoredIsolation::toDomain));
  }
}
