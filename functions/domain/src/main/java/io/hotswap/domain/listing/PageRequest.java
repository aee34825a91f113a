package io.hotswap.domain.listing;

import java.util.Optional;

/// Which part of a list is wanted.
///
/// @param limit how many at most
/// @param after the sort key that the page before ended with; empty for the first page
public record PageRequest(int limit, Optional<String> after) {
  public PageRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("A page has at least one item, not " + limit);
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /// The same with fewer items, for whoever finds them too large.
  public PageRequest half() {
    return new PageRequest(limit / 2, after);
  }
}
