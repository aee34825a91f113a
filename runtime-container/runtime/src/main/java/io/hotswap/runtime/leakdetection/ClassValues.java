package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.heap.ReferenceLayouts;
import io.hotswap.runtime.heap.UnsafeFieldReader;
import io.hotswap.runtime.plugin.PluginText;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Values that a `ClassValue` attaches to classes. On a class that outlives the plugin they keep
/// the plugin: the platform drops them only with the class.
public final class ClassValues {
  static final String FIELD = "classValueMap";

  /// Not in any list of loaded classes.
  public static final List<Class<?>> PRIMITIVES =
      List.of(
          boolean.class,
          byte.class,
          char.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class,
          void.class);

  private final Predicate<Object> isPluginOwned;
  private final Map<String, Integer> removed = new LinkedHashMap<>();

  public ClassValues(Predicate<Object> isPluginOwned) {
    this.isPluginOwned = isPluginOwned;
  }

  /// Removes the plugin's values from a class without running its code.
  public void removeFrom(Class<?> type, long offset) {
    if (UnsafeFieldReader.at(type, offset) instanceof Map<?, ?> values) {
      // The same lock as the platform's.
      synchronized (values) {
        if (values.values().removeIf(it -> isPluginOwned(it, type))) {
          forgetCached(values);
        }
      }
    }
  }

  public static Optional<Field> field() {
    return ReferenceLayouts.fields(Class.class)
        .filter(it -> it.getName().equals(FIELD))
        .findFirst();
  }

  // After a miss there the platform reads the map.
  private static void forgetCached(Map<?, ?> values) {
    if (FieldPaths.value(values, "cacheArray") instanceof Object[] cache) {
      Arrays.fill(cache, null);
    }
  }

  private boolean isPluginOwned(Object entry, Class<?> type) {
    var owner = classValue(entry);
    var value = FieldPaths.value(entry, "value");
    boolean is =
        (owner != null && isPluginOwned.test(owner))
            || (value != null && isPluginOwned.test(value));
    if (is) {
      var name =
          owner == null
              ? "a ClassValue"
              : "ClassValue " + PluginText.NAME.of(owner.getClass().getName());
      removed.merge(name + ", on " + PluginText.NAME.of(type.getName()), 1, Integer::sum);
    }
    return is;
  }

  /// The `ClassValue` of an entry; null when it was collected.
  static @Nullable Object classValue(Object entry) {
    var version = FieldPaths.value(entry, "version") instanceof Reference<?> it ? it.get() : null;
    return version == null ? null : FieldPaths.value(version, "classValue");
  }

  /// A description of what was removed; empty when nothing was.
  public Optional<String> summary() {
    return removed.keySet().stream()
        .findFirst()
        .map(
            first ->
                removed.size() == 1
                    ? "value of " + first
                    : "value of %s and %,d more classes".formatted(first, removed.size() - 1));
  }
}
