package io.hotswap.domain.trust;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Changes whom the stack trusts.
public final class ManagingTrust {
  private final TrustDocuments documents;
  private final TrustCertificates certificates;
  private final InstantSource clock;

  public ManagingTrust(
      TrustDocuments documents, TrustCertificates certificates, InstantSource clock) {
    this.documents = documents;
    this.certificates = certificates;
    this.clock = clock;
  }

  public TrustDocument current() {
    return documents.current();
  }

  /// A publisher as it is to be.
  ///
  /// @param anchors certificates, their DER in base64. Those that it had and that are left out are
  ///   retired
  public record PublisherSpec(
      String name, List<String> plugins, boolean signedOnly, List<String> anchors) {
    public PublisherSpec {
      plugins = List.copyOf(plugins);
      anchors = List.copyOf(anchors);
    }
  }

  public Result<TrustDocument> setPublisher(PublisherSpec spec, Origin origin) {
    return changed(
        "setPublisher",
        origin,
        (trust, now) ->
            anchors("/anchors", spec.anchors(), now)
                .then(it -> PublisherChange.apply(trust, spec, it, now)));
  }

  /// @param policies those that change
  /// @param isolation those that change
  /// @param timestampAuthorities certificates, their DER in base64, in the place of those that
  ///   counted; empty: they stay
  public Result<TrustDocument> set(
      Map<Environment, SignaturePolicy> policies,
      Map<Environment, IsolationPolicy> isolation,
      Optional<List<String>> timestampAuthorities,
      Origin origin) {
    return changed(
        "setTrust",
        origin,
        (trust, now) ->
            unknown(trust, isolation)
                .<Result<List<TrustAnchor>>>map(Result::refused)
                .orElseGet(
                    () ->
                        timestampAuthorities
                            .map(it -> anchors("/timestampAuthorities", it, now))
                            .orElseGet(() -> Result.done(trust.timestampAuthorities())))
                .map(
                    it ->
                        trust
                            .isolating(isolation)
                            .with(policies, kept(trust.timestampAuthorities(), it))));
  }

  private static Optional<Refusal> unknown(
      TrustDocument trust, Map<Environment, IsolationPolicy> isolation) {
    for (var each : isolation.entrySet()) {
      for (var publisher : each.getValue().sharing()) {
        if (trust.publisher(publisher).isEmpty()) {
          return Optional.of(
              Refusal.of(
                  ErrorCode.INVALID_TRUST,
                  "%s is no publisher.".formatted(publisher),
                  "/isolation/%s/sharing".formatted(each.getKey()),
                  "names of publishers",
                  "Add it with PUT /publishers/%s first.".formatted(publisher)));
        }
      }
    }
    return Optional.empty();
  }

  /// @param from signatures from then on do not count; empty: no signature of it counts
  public Result<TrustDocument> revoke(
      String fingerprint,
      Optional<Instant> from,
      String reason,
      OnServing onServing,
      Origin origin) {
    return changed(
        "revokeCertificate",
        origin,
        (trust, now) ->
            trust.revocations().size() >= TrustDocument.MOST_REVOCATIONS
                ? Result.refused(tooMany("revocations", TrustDocument.MOST_REVOCATIONS))
                : Result.done(
                    trust.with(
                        new Revocation(
                            fingerprint, from.orElse(Instant.EPOCH), reason, now, onServing))));
  }

  static Refusal tooMany(String what, int most) {
    return Refusal.of(ErrorCode.INVALID_TRUST, "A stack has at most %d %s.".formatted(most, what));
  }

  private Result<List<TrustAnchor>> anchors(String pointer, List<String> pems, Instant now) {
    List<TrustAnchor> anchors = new ArrayList<>();
    for (int i = 0; i < pems.size(); i++) {
      switch (certificates.anchor(pointer + "/" + i, pems.get(i), now)) {
        case Result.Done<TrustAnchor>(var anchor) -> anchors.add(anchor);
        case Result.Refused<TrustAnchor>(var refusal) -> {
          return Result.refused(refusal);
        }
      }
    }
    return Result.done(anchors);
  }

  /// An anchor that was there keeps the date that it was added at.
  static List<TrustAnchor> kept(List<TrustAnchor> before, List<TrustAnchor> wanted) {
    return wanted.stream()
        .map(
            it ->
                before.stream()
                    .filter(known -> known.fingerprint().equals(it.fingerprint()))
                    .map(TrustAnchor::inUse)
                    .findFirst()
                    .orElse(it))
        .distinct()
        .toList();
  }

  private Result<TrustDocument> changed(
      String action,
      Origin origin,
      BiFunction<TrustDocument, Instant, Result<TrustDocument>> change) {
    return ConflictRetry.run(() -> attempted(action, origin, change))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE, "The trust was changed by others meanwhile."));
  }

  private Optional<Result<TrustDocument>> attempted(
      String action,
      Origin origin,
      BiFunction<TrustDocument, Instant, Result<TrustDocument>> change) {
    var before = documents.current();
    var now = clock.instant();
    return switch (change.apply(before, now)) {
      case Result.Refused<TrustDocument> refused -> Optional.of(refused);
      case Result.Done<TrustDocument>(var after) when after.saysTheSameAs(before) ->
          Optional.of(Result.done(before));
      case Result.Done<TrustDocument>(var after) ->
          documents.commit(after, TrustFacts.audit(action, before, after, origin, now))
              ? Optional.of(Result.done(after))
              : Optional.empty();
    };
  }
}
