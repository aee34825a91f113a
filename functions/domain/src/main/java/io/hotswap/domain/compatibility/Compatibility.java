package io.hotswap.domain.compatibility;

import java.util.Collection;
import java.util.Comparator;

/// Whether whoever gets on with the earlier version gets on with the later one. The worse, the
/// later in this order; Unknown is never shown as Compatible.
public enum Compatibility {
  Compatible,
  /// Nothing is stated, or what is stated cannot be decided.
  Unknown,
  Breaking;

  public static Compatibility worst(Collection<Compatibility> all) {
    return all.stream().max(Comparator.naturalOrder()).orElse(Compatible);
  }
}
