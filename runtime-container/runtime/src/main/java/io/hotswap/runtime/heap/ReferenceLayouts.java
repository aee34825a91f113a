package io.hotswap.runtime.heap;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The offsets of the reference fields of each class.
public final class ReferenceLayouts {
  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class);
  private static final long[] NONE = {};

  /// Fields that reflection does not show.
  private static final Map<Class<?>, List<String>> UNSHOWN =
      Map.of(
          Class.class,
          List.of("classData"),
          ClassLoader.class,
          List.of("classes", "classLoaderValueMap", "defaultDomain", "unnamedModule"),
          Module.class,
          List.of("layer", "loader", "reads"),
          AccessibleObject.class,
          List.of("accessCheckCache"),
          Method.class,
          List.of("clazz", "genericInfo", "methodAccessor", "parameterTypes", "returnType", "root"),
          Constructor.class,
          List.of("clazz", "constructorAccessor", "genericInfo", "parameterTypes", "root"),
          Field.class,
          List.of(
              "clazz", "fieldAccessor", "genericInfo", "overrideFieldAccessor", "root", "type"));

  private final Map<Class<?>, long[]> known = new HashMap<>();

  public long[] of(Class<?> type) {
    var before = known.get(type);
    if (before != null) {
      return before;
    }
    var shape = type.isArray() ? NONE : offsets(type);
    known.put(type, shape);
    return shape;
  }

  private static long[] offsets(Class<?> type) {
    return LongStream.concat(
            fields(type).mapToLong(UnsafeFieldReader::offset),
            unshown(type).mapToLong(it -> UnsafeFieldReader.offset(it.declaring(), it.name())))
        .toArray();
  }

  /// A field that reflection does not show.
  public record Unshown(Class<?> declaring, String name) {}

  public static Stream<Unshown> unshown(Class<?> type) {
    return UNSHOWN.entrySet().stream()
        .filter(it -> it.getKey().isAssignableFrom(type))
        .flatMap(it -> it.getValue().stream().map(name -> new Unshown(it.getKey(), name)));
  }

  /// Whether objects of this class hold no references that are followed.
  public boolean isLeaf(Class<?> type) {
    return type.isArray()
        ? hasNoReferences(type.getComponentType())
        : of(type).length == 0 && !SoftReference.class.isAssignableFrom(type);
  }

  /// Reference fields, also inherited ones; without the referents of weak, soft and phantom
  /// references.
  public static Stream<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each != Reference.class && !LEAVES.contains(each)) {
        declared(each).filter(it -> !Modifier.isStatic(it.getModifiers())).forEach(fields::add);
      }
    }
    return fields.stream();
  }

  public static Stream<Field> statics(Class<?> type) {
    return declared(type).filter(it -> Modifier.isStatic(it.getModifiers()));
  }

  private static Stream<Field> declared(Class<?> type) {
    try {
      return Arrays.stream(type.getDeclaredFields()).filter(it -> !hasNoReferences(it.getType()));
    } catch (LinkageError e) {
      // A class of a missing library; it cannot be used either.
      return Stream.empty();
    }
  }

  private static boolean hasNoReferences(Class<?> type) {
    return type.isPrimitive() || LEAVES.contains(type);
  }
}
