package io.hotswap.serialization;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A map with its values in another shape.
public final class MappedValues {
  private MappedValues() {}

  public static <A, B> Map<String, B> of(Map<String, A> values, Function<A, B> shape) {
    return values.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> shape.apply(it.getValue())));
  }
}
