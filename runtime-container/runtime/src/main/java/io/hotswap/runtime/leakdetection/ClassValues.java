package io.hotswap.runtime.leakdetection;

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

/// Values that `ClassValue` hangs on classes. Those that outlive a plugin keep its values, which
/// the platform drops only when the class itself goes.
public final class ClassValues {
  static final String FIELD = "classValueMap";

  /// Which are in no list of loaded classes.
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

  private final Predicate<Object> isThePlugins;
  private final Map<String, Integer> removed = new LinkedHashMap<>();

  public ClassValues(Predicate<Object> isThePlugins) {
    this.isThePlugins = isThePlugins;
  }

  /// Removes the plugin's from a class, without running its code.
  public void removeFrom(Class<?> type, long offset) {
    if (UnsafeFieldReader.at(type, offset) instanceof Map<?, ?> values) {
      // As the platform guards it.
      synchronized (values) {
        if (values.values().removeIf(it -> isThePlugins(it, type))) {
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

  // Whoever misses an entry there looks into the map.
  private static void forgetCached(Map<?, ?> values) {
    if (FieldPaths.value(values, "cacheArray") instanceof Object[] cache) {
      Arrays.fill(cache, null);
    }
  }

  private boolean isThePlugins(Object entry, Class<?> type) {
    var owner = classValue(entry);
    var value = FieldPaths.value(entry, "value");
    boolean is =
        (owner != null && isThePlugins.test(owner)) || (value != null && isThePlugins.test(value));
    if (is) {
      var name =
          owner == null
              ? "a ClassValue"
              : "ClassValue " + PluginText.NAME.of(owner.getClass().getName());
      removed.merge(name + ", on " + PluginText.NAME.of(type.getName()), 1, Integer::sum);
    }
    return is;
  }

  /// Whose value an entry has; null when that is gone.
  static @Nullable Object classValue(Object entry) {
    var version = FieldPaths.value(entry, "version") instanceof Reference<?> it ? it.get() : null;
    return version == null ? null : FieldPaths.value(version, "classValue");
  }

  /// In words; empty when nothing was removed.
  public Optional<String> told() {
    return removed.keySet().stream()
        .findFirst()
        .map(
            first ->
                removed.size() == 1
                    ? "value of " + first
                    : "value of %s and %,d more classes".formatted(first, removed.size() - 1));
  }
}
