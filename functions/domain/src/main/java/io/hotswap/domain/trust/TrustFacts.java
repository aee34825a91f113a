package io.hotswap.domain.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What audit records have of a change of trust.
final class TrustFacts {
  private TrustFacts() {}

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
                    "from %s: %s".formatted(revocation.from(), revocation.reason())));
    it.policies().forEach((where, policy) -> facts.put("policy " + where, policy.name()));
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
