package io.hotswap.domain.listing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list.
///
/// @param next [PageRequest#after] of the following page; empty on the last one
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  public <R> Page<R> map(Function<? super T, R> change) {
    return new Page<R>(items.stream().<R>map(change).toList(), next);
  }
}
