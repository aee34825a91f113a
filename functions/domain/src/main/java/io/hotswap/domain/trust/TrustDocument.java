package io.hotswap.domain.trust;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Whom a stack trusts; immutable, one for all environments.
///
/// @param generation increases with every change; 0 is that of a stack that trusts nobody yet
/// @param policies as far as somebody has decided
/// @param blocked oldest first
/// @param isolation as far as somebody has decided
public record TrustDocument(
    long generation,
    List<TrustedPublisher> publishers,
    List<TrustAnchor> timestampAuthorities,
    List<Revocation> revocations,
    Map<Environment, SignaturePolicy> policies,
    List<BlockedBinary> blocked,
    Map<Environment, IsolationPolicy> isolation) {
  public static final TrustDocument NOBODY =
      new TrustDocument(0, List.of(), List.of(), List.of(), Map.of());
  public static final int MOST_PUBLISHERS = 200;
  public static final int MOST_ANCHORS = 20;
  public static final int MOST_REVOCATIONS = 2_000;
  public static final int MOST_BLOCKED = 1_000;

  public TrustDocument {
    publishers = List.copyOf(publishers);
    timestampAuthorities = List.copyOf(timestampAuthorities);
    revocations = List.copyOf(revocations);
    policies = Map.copyOf(policies);
    blocked = List.copyOf(blocked);
    isolation = Map.copyOf(isolation);
  }

  /// Without decisions about isolation.
  public TrustDocument(
      long generation,
      List<TrustedPublisher> publishers,
      List<TrustAnchor> timestampAuthorities,
      List<Revocation> revocations,
      Map<Environment, SignaturePolicy> policies,
      List<BlockedBinary> blocked) {
    this(generation, publishers, timestampAuthorities, revocations, policies, blocked, Map.of());
  }

  /// Without blocked binaries.
  public TrustDocument(
      long generation,
      List<TrustedPublisher> publishers,
      List<TrustAnchor> timestampAuthorities,
      List<Revocation> revocations,
      Map<Environment, SignaturePolicy> policies) {
    this(generation, publishers, timestampAuthorities, revocations, policies, List.of());
  }

  /// What an environment takes.
  public SignaturePolicy policy(Environment environment) {
    return policies.getOrDefault(environment, SignaturePolicy.standard(environment));
  }

  /// Where an environment's nodes run a plugin; empty where nobody has decided, which leaves it to
  /// the nodes' own settings. A name that no publisher owns is a stranger's.
  public Optional<IsolationLevel> isolation(Environment environment, String plugin) {
    return Optional.ofNullable(isolation.get(environment))
        .map(it -> owner(plugin).map(owner -> it.level(owner.name())).orElseGet(it::others));
  }

  /// With these decisions about isolation beside those of other environments.
  TrustDocument isolating(Map<Environment, IsolationPolicy> decided) {
    var all = new HashMap<>(isolation);
    all.putAll(decided);
    return new TrustDocument(
        generation, publishers, timestampAuthorities, revocations, policies, blocked, all);
  }

  public Optional<TrustedPublisher> publisher(String name) {
    return publishers.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// Who owns a plugin's name.
  public Optional<TrustedPublisher> owner(String plugin) {
    return publishers.stream()
        .filter(it -> it.closeness(plugin) > 0)
        .max(Comparator.comparingInt(it -> it.closeness(plugin)));
  }

  public Optional<BlockedBinary> blocked(Digest digest) {
    return blocked.stream().filter(it -> it.digest().equals(digest)).findFirst();
  }

  TrustDocument with(TrustedPublisher publisher) {
    return new TrustDocument(
        generation + 1,
        replaced(publishers, it -> it.name().equals(publisher.name()), publisher),
        timestampAuthorities,
        revocations,
        policies,
        blocked,
        isolation);
  }

  /// A certificate that was revoked before is revoked from the earlier of both dates, and by the
  /// stricter of both.
  TrustDocument with(Revocation revocation) {
    return new TrustDocument(
        generation + 1,
        publishers,
        timestampAuthorities,
        replaced(
            revocations,
            it -> it.fingerprint().equals(revocation.fingerprint()),
            revocations.stream()
                .filter(it -> it.fingerprint().equals(revocation.fingerprint()))
                .findFirst()
                .map(it -> it.and(revocation))
                .orElse(revocation)),
        policies,
        blocked,
        isolation);
  }

  /// As if no certificate had been revoked.
  public TrustDocument withoutRevocations() {
    return withRevocations(List.of());
  }

  /// As if this certificate alone were revoked, for all that it ever signed.
  public TrustDocument revokingOnly(String fingerprint) {
    return withRevocations(
        List.of(new Revocation(fingerprint, Instant.EPOCH, "as if", Instant.EPOCH)));
  }

  /// As if only those were revoked of which this is said.
  public TrustDocument withRevocations(OnServing onServing) {
    return withRevocations(revocations.stream().filter(it -> it.onServing() == onServing).toList());
  }

  private TrustDocument withRevocations(List<Revocation> these) {
    return new TrustDocument(
        generation, publishers, timestampAuthorities, these, policies, blocked, isolation);
  }

  TrustDocument with(
      Map<Environment, SignaturePolicy> newPolicies, List<TrustAnchor> newAuthorities) {
    var all = new HashMap<>(policies);
    all.putAll(newPolicies);
    return new TrustDocument(
        generation + 1, publishers, newAuthorities, revocations, all, blocked, isolation);
  }

  /// Beyond the limit the oldest gives way: the checks of its version have failed all the same.
  TrustDocument with(BlockedBinary binary) {
    var all = replaced(blocked, it -> it.digest().equals(binary.digest()), binary);
    return withBlocked(all.subList(Math.max(0, all.size() - MOST_BLOCKED), all.size()));
  }

  TrustDocument without(Digest digest) {
    return withBlocked(blocked.stream().filter(it -> !it.digest().equals(digest)).toList());
  }

  private TrustDocument withBlocked(List<BlockedBinary> these) {
    return new TrustDocument(
        generation + 1, publishers, timestampAuthorities, revocations, policies, these, isolation);
  }

  boolean saysTheSameAs(TrustDocument other) {
    return new TrustDocument(
            generation,
            other.publishers,
            other.timestampAuthorities,
            other.revocations,
            other.policies,
            other.blocked,
            other.isolation)
        .equals(this);
  }

  private static <T> List<T> replaced(List<T> all, Predicate<T> which, T by) {
    return new ArrayList<>(
        Stream.concat(all.stream().filter(which.negate()), Stream.of(by)).toList());
  }
}
