package io.hotswap.domain.listing;

import java.util.Optional;

/// Selects one page of a list.
///
/// @param limit maximum number of items
/// @param after the sort key that the previous page ended with; empty for the first page
public record PageRequest(int limit, Optional<String> after) {
  public PageRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("A page has at least one item, not " + limit);
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /// The same page with half the items, for when a page is too large.
  public PageRequest half() {
    return new PageRequest(limit / 2, after);
  }
}
