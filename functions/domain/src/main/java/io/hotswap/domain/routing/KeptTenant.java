package io.hotswap.domain.routing;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A tenant whose configuration some versions would refuse, and that stays with another until it
/// has one that fits.
///
/// @param version that serves it where one of `misfits` would
/// @param configuration version of the configuration that does not fit; a later one was checked
///   when it was set
/// @param misfits versions that would refuse the configuration
public record KeptTenant(String version, long configuration, Set<String> misfits) {
  public KeptTenant {
    misfits = Set.copyOf(misfits);
  }

  /// Whether the tenant still has the configuration that does not fit.
  boolean isKept(long current) {
    return current <= configuration;
  }

  boolean isKeptFrom(String claimed, long current) {
    return misfits.contains(claimed) && isKept(current);
  }

  KeptTenant alsoFrom(String other) {
    Set<String> all = new HashSet<>(misfits);
    all.add(other);
    return new KeptTenant(version, configuration, all);
  }

  KeptTenant onlyFrom(Set<String> versions) {
    var some = misfits.stream().filter(versions::contains).collect(Collectors.toSet());
    return new KeptTenant(version, configuration, some);
  }
}
