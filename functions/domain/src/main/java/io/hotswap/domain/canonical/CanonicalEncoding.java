package io.hotswap.domain.canonical;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A canonical text of a value, the same in every process and Java version, as input for digests.
///
/// Texts carry their length, components their name, collections their size, and unordered
/// collections are sorted, so different values have different texts. Records are encoded component
/// by component, so new ones are never forgotten; types that are not listed are rejected.
public final class CanonicalEncoding {
  private CanonicalEncoding() {}

  public static String of(Object value) {
    return switch (value) {
      case String it -> text(it);
      case Enum<?> it -> text(it.name());
      case UUID it -> text(it.toString());
      case Boolean it -> it ? "true" : "false";
      case Integer it -> "#" + it;
      case Long it -> "#" + it;
      case Double it -> "~" + Long.toHexString(Double.doubleToLongBits(it));
      case Duration it -> "@" + it.getSeconds() + "." + it.getNano();
      case Optional<?> it -> it.map(present -> "+" + of(present)).orElse("-");
      case List<?> it -> all("[", it.stream().map(CanonicalEncoding::of).toList());
      case Set<?> it -> all("{", it.stream().map(CanonicalEncoding::of).sorted().toList());
      case Map<?, ?> it ->
          all("(", it.entrySet().stream().map(CanonicalEncoding::entry).sorted().toList());
      case Record it -> record(it);
      default -> throw new IllegalArgumentException("No canonical text of a " + value.getClass());
    };
  }

  private static String text(String it) {
    return "'" + it.getBytes(StandardCharsets.UTF_8).length + ":" + it;
  }

  private static String entry(Map.Entry<?, ?> it) {
    return of(it.getKey()) + "=" + of(it.getValue());
  }

  private static String all(String kind, Collection<String> parts) {
    return kind + parts.size() + ":" + String.join(",", parts) + ";";
  }

  private static String record(Record it) {
    var text = new StringBuilder("<");
    for (var component : it.getClass().getRecordComponents()) {
      text.append('\n').append(component.getName()).append('=').append(of(value(component, it)));
    }
    return text.append(">").toString();
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A record component cannot be read: " + component, e);
    }
  }
}
