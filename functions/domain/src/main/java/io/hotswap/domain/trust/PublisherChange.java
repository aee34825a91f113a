package io.hotswap.domain.trust;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.ManagingTrust.PublisherSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The change of one publisher.
final class PublisherChange {
  private PublisherChange() {}

  static Result<TrustDocument> apply(
      TrustDocument trust, PublisherSpec spec, List<TrustAnchor> wanted, Instant now) {
    return refusal(trust, spec, wanted)
        .map(Result::<TrustDocument>refused)
        .orElseGet(() -> changed(trust, spec, wanted, now));
  }

  private static Result<TrustDocument> changed(
      TrustDocument trust, PublisherSpec spec, List<TrustAnchor> wanted, Instant now) {
    var before = trust.publisher(spec.name()).map(TrustedPublisher::anchors).orElse(List.of());
    var kept = ManagingTrust.kept(before, wanted);
    var retired =
        before.stream()
            .filter(it -> kept.stream().noneMatch(same -> isSame(same, it)))
            .map(it -> it.retired(now));
    var anchors = Stream.concat(kept.stream(), retired).toList();
    if (anchors.size() > TrustDocument.MOST_ANCHORS) {
      return Result.refused(
          ManagingTrust.tooMany("anchors a publisher", TrustDocument.MOST_ANCHORS));
    }
    return Result.done(
        trust.with(new TrustedPublisher(spec.name(), spec.plugins(), spec.signedOnly(), anchors)));
  }

  private static Optional<Refusal> refusal(
      TrustDocument trust, PublisherSpec spec, List<TrustAnchor> wanted) {
    var others = trust.publishers().stream().filter(it -> !it.name().equals(spec.name())).toList();
    if (others.size() >= TrustDocument.MOST_PUBLISHERS) {
      return Optional.of(ManagingTrust.tooMany("publishers", TrustDocument.MOST_PUBLISHERS));
    }
    return taken(others, spec).or(() -> shared(others, wanted));
  }

  private static Optional<Refusal> taken(List<TrustedPublisher> others, PublisherSpec spec) {
    for (int i = 0; i < spec.plugins().size(); i++) {
      var name = spec.plugins().get(i);
      for (var other : others) {
        if (other.plugins().contains(name)) {
          return Optional.of(
              Refusal.of(
                  ErrorCode.INVALID_TRUST,
                  name + " belongs to the publisher " + other.name() + ".",
                  "/plugins/" + i,
                  "a name that no other publisher owns",
                  "Take the name from " + other.name() + " first."));
        }
      }
    }
    return Optional.empty();
  }

  // By its anchor a signature tells whose it is.
  private static Optional<Refusal> shared(List<TrustedPublisher> others, List<TrustAnchor> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      for (var other : others) {
        var anchor = wanted.get(i);
        if (other.anchors().stream().anyMatch(it -> isSame(it, anchor))) {
          return Optional.of(
              Refusal.of(
                  ErrorCode.INVALID_TRUST,
                  anchor.subject() + " is an anchor of the publisher " + other.name() + ".",
                  "/anchors/" + i,
                  "a certificate that is no other publisher's anchor",
                  "Give each publisher an authority of its own."));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(TrustAnchor one, TrustAnchor other) {
    return one.fingerprint().equals(other.fingerprint());
  }
}
