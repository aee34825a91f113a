package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.heap.ReferenceLayouts;
import io.hotswap.runtime.heap.UnsafeFieldReader;
import java.lang.ref.SoftReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The fields along a path of objects. Resolved after the search, which has no room for them.
public final class FieldPaths {
  private static final int LONGEST = 40;

  private final List<Object> way;

  FieldPaths(List<Object> way) {
    this.way = way;
  }

  /// The field by which the path leaves the object at this index.
  Optional<String> field(int place) {
    var holder = way.get(place);
    return place + 1 < way.size() && !(holder instanceof Object[])
        ? field(holder, way.get(place + 1))
            .map(Field::getName)
            .or(() -> unshown(holder, way.get(place + 1)))
        : Optional.empty();
  }

  // Identity is intended.
  @SuppressWarnings("ReferenceEquality")
  private static Optional<String> unshown(Object holder, Object value) {
    return ReferenceLayouts.unshown(holder.getClass())
        .filter(it -> UnsafeFieldReader.hidden(holder, it.declaring(), it.name()) == value)
        .map(ReferenceLayouts.Unshown::name)
        .findFirst();
  }

  /// The root and its field.
  String first() {
    return step(0);
  }

  /// Every step; an array belongs to the step that leads to it.
  List<String> path() {
    List<String> steps = new ArrayList<>();
    for (int place = 0; place + 1 < way.size() && steps.size() < LONGEST; place++) {
      if (place > 0 && way.get(place) instanceof Object[]) {
        steps.add(steps.removeLast() + "[]");
      } else {
        steps.add(step(place));
      }
    }
    steps.add(LeakClassifier.described(way.getLast()));
    return steps;
  }

  private String step(int place) {
    var holder = way.get(place);
    var field = field(place);
    var of =
        switch (holder) {
          case Thread thread -> LeakClassifier.root(thread);
          case Class<?> type -> type.getName();
          default -> holder.getClass().getTypeName();
        };
    return field
        .map(it -> of + "." + it)
        .orElseGet(() -> holder instanceof SoftReference<?> ? of + ".referent" : of);
  }

  public static @Nullable Object value(Object holder, String name) {
    return ReferenceLayouts.fields(holder.getClass())
        .filter(it -> it.getName().equals(name))
        .findFirst()
        .map(it -> UnsafeFieldReader.field(holder, it))
        .orElse(null);
  }

  // Identity is intended.
  @SuppressWarnings("ReferenceEquality")
  private static Optional<Field> field(Object holder, Object value) {
    var statics =
        holder instanceof Class<?> type ? ReferenceLayouts.statics(type) : Stream.<Field>empty();
    return Stream.concat(statics, ReferenceLayouts.fields(holder.getClass()))
        .filter(it -> UnsafeFieldReader.field(holder, it) == value)
        .findFirst();
  }
}
