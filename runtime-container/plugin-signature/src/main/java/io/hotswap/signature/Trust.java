package io.hotswap.signature;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom to believe.
///
/// @param timestampAuthorities whose timestamps count, as anchors
/// @param revokedFrom by the SHA-256 of a certificate: what it signed from then on does not count
public record Trust(
    List<Publisher> publishers,
    List<X509Certificate> timestampAuthorities,
    Map<String, Instant> revokedFrom) {
  public Trust {
    publishers = List.copyOf(publishers);
    timestampAuthorities = List.copyOf(timestampAuthorities);
    revokedFrom = Map.copyOf(revokedFrom);
  }

  /// @param names of plugins: whole names, or beginnings followed by `*`
  public record Publisher(String name, List<String> names, List<Anchor> anchors) {
    public Publisher {
      names = List.copyOf(names);
      anchors = List.copyOf(anchors);
    }

    private Optional<String> owning(String plugin) {
      return names.stream()
          .filter(it -> matches(it, plugin))
          .max(Comparator.comparingInt(String::length));
    }

    private static boolean matches(String pattern, String plugin) {
      return pattern.endsWith("*")
          ? plugin.startsWith(pattern.substring(0, pattern.length() - 1))
          : plugin.equals(pattern);
    }
  }

  /// @param retiredAt from when on it admits no new signatures
  public record Anchor(X509Certificate certificate, Optional<Instant> retiredAt) {}

  /// The publisher that owns a plugin's name: the one that names it most closely.
  public Optional<Publisher> owner(String plugin) {
    return publishers.stream()
        .filter(it -> it.owning(plugin).isPresent())
        .max(Comparator.comparingInt(it -> closeness(it.owning(plugin).orElseThrow())));
  }

  // A whole name is closer than the same beginning followed by `*`.
  private static int closeness(String pattern) {
    return 2 * pattern.length() - (pattern.endsWith("*") ? 3 : 0);
  }

  /// From when on the certificate is revoked, if that covers the time.
  Optional<Instant> revoked(X509Certificate certificate, Instant at) {
    return Optional.ofNullable(revokedFrom.get(Certificates.fingerprint(certificate)))
        .filter(it -> !at.isBefore(it));
  }

  List<X509Certificate> anchors() {
    return publishers.stream()
        .flatMap(it -> it.anchors().stream())
        .map(Anchor::certificate)
        .toList();
  }
}
