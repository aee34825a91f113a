package io.hotswap.runtime.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/// Reads references from objects without running their code or initializing a class. Only where
/// [HeapAccess] has opened the JDK. Values may be a moment old.
public final class UnsafeFieldReader {
  private static final Class<?> UNSAFE = unsafe();
  private static final MethodHandle READ =
      find("getReference", MethodType.methodType(Object.class, Object.class, long.class));
  private static final MethodHandle WRITE =
      find(
          "putReferenceVolatile",
          MethodType.methodType(void.class, Object.class, long.class, Object.class));
  private static final MethodHandle OFFSET =
      find("objectFieldOffset", MethodType.methodType(long.class, Field.class));
  private static final MethodHandle NAMED =
      find("objectFieldOffset", MethodType.methodType(long.class, Class.class, String.class));
  private static final MethodHandle STATIC_OFFSET =
      find("staticFieldOffset", MethodType.methodType(long.class, Field.class));
  private static final MethodHandle STATIC_BASE =
      find("staticFieldBase", MethodType.methodType(Object.class, Field.class));
  private static final MethodHandle UNINITIALIZED =
      find("shouldBeInitialized", MethodType.methodType(boolean.class, Class.class));

  private UnsafeFieldReader() {}

  public static @Nullable Object at(Object holder, long offset) {
    try {
      return (Object) READ.invokeExact(holder, offset);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  public static @Nullable Object field(Object holder, Field field) {
    try {
      return Modifier.isStatic(field.getModifiers())
          ? at((Object) STATIC_BASE.invokeExact(field), (long) STATIC_OFFSET.invokeExact(field))
          : at(holder, offset(field));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void write(@Nullable Object holder, Field field, @Nullable Object value) {
    try {
      if (Modifier.isStatic(field.getModifiers())) {
        WRITE.invokeExact(
            (Object) STATIC_BASE.invokeExact(field),
            (long) STATIC_OFFSET.invokeExact(field),
            value);
      } else {
        WRITE.invokeExact(holder, offset(field), value);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// A field that reflection does not show.
  public static @Nullable Object hidden(Object holder, Class<?> declaring, String name) {
    return at(holder, offset(declaring, name));
  }

  static long offset(Class<?> declaring, String name) {
    try {
      return (long) NAMED.invokeExact(declaring, name);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  public static long offset(Field field) {
    try {
      return (long) OFFSET.invokeExact(field);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean isInitialized(Class<?> type) {
    try {
      return !(boolean) UNINITIALIZED.invokeExact(type);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> unsafe() {
    try {
      return Class.forName("jdk.internal.misc.Unsafe");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      var lookup = MethodHandles.privateLookupIn(UNSAFE, MethodHandles.lookup());
      var only = lookup.findStatic(UNSAFE, "getUnsafe", MethodType.methodType(UNSAFE)).invoke();
      return lookup.findVirtual(UNSAFE, name, type).bindTo(only);
    } catch (Throwable e) {
      throw new IllegalStateException("This JDK has no " + name, e);
    }
  }
}
