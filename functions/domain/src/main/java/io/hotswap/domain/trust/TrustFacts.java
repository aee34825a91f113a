package io.hotswap.domain.trust;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// What audit records have of a change of trust.
final class TrustFacts {
  private TrustFacts() {}

  static AuditRecord audit(
      String action, TrustDocument before, TrustDocument after, Origin origin, Instant now) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.trust(),
        now,
        action,
        origin,
        of(before, after),
        of(after, before));
  }

  /// The facts of a document in which another differs from it.
  static Map<String, String> of(TrustDocument document, TrustDocument other) {
    var facts = all(document);
    facts.entrySet().removeIf(it -> it.getValue().equals(all(other).get(it.getKey())));
    return facts;
  }

  private static Map<String, String> all(TrustDocument it) {
    Map<String, String> facts = new HashMap<>();
    facts.put("generation", Long.toString(it.generation()));
    it.publishers()
        .forEach(
            publisher ->
                facts.put(
                    "publisher " + publisher.name(),
                    "plugins %s, signed only %s, anchors %s"
                        .formatted(
                            publisher.plugins(),
                            publisher.signedOnly(),
                            publisher.anchors().stream()
                                .map(TrustFacts::anchor)
                                .collect(Collectors.joining(", ")))));
    it.revocations()
        .forEach(
            revocation ->
                facts.put(
                    "revoked " + revocation.fingerprint(),
                    "from %s, %s: %s"
                        .formatted(
                            revocation.from(), revocation.onServing(), revocation.reason())));
    it.blocked()
        .forEach(
            blocked ->
                facts.put(
                    "blocked " + blocked.digest(),
                    "%s %s: %s".formatted(blocked.plugin(), blocked.version(), blocked.reason())));
    it.policies().forEach((where, policy) -> facts.put("policy " + where, policy.name()));
    it.isolation()
        .forEach(
            (where, policy) ->
                facts.put(
                    "isolation " + where,
                    "%s, shared by %s"
                        .formatted(policy.others(), new TreeSet<>(policy.sharing()))));
    facts.put(
        "timestampAuthorities",
        it.timestampAuthorities().stream()
            .map(TrustFacts::anchor)
            .collect(Collectors.joining(", ")));
    return facts;
  }

  private static String anchor(TrustAnchor it) {
    return it.fingerprint().substring(0, 16)
        + it.retiredAt().map(at -> " retired " + at).orElse("");
  }
}
