package io.hotswap.runtime.scope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Replaces properties of the JVM: the code of each version has its own copy, so that a change is
/// visible to that version only.
// No lock of its own: a plugin that holds it could block all others.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class ScopedProperties extends Properties {
  private static final long serialVersionUID = 1;
  private static final String TEMPORARY = "java.io.tmpdir";

  private final String kind;
  private final transient Properties ofTheJvm;

  /// @param kind in the singular, for messages
  ScopedProperties(String kind, Properties ofTheJvm) {
    super(0);
    this.kind = kind;
    this.ofTheJvm = ofTheJvm;
  }

  private Properties mine() {
    var scope = PluginCode.scope();
    return scope == null ? ofTheJvm : scope.properties(kind, ofTheJvm);
  }

  private Properties changing(@Nullable Object name) {
    var scope = PluginCode.scope();
    if (scope == null) {
      return ofTheJvm;
    }
    scope.changed(kind, String.valueOf(name));
    return scope.properties(kind, ofTheJvm);
  }

  @Override
  public @Nullable String getProperty(String key) {
    return key.equals(TEMPORARY) ? temporary() : mine().getProperty(key);
  }

  // The version's folder, until it sets another.
  private @Nullable String temporary() {
    var scope = PluginCode.scope();
    var set = mine().getProperty(TEMPORARY);
    var folder = scope == null ? null : scope.temporary();
    if (folder == null || set == null || !set.equals(ofTheJvm.getProperty(TEMPORARY))) {
      return set;
    }
    try {
      return Files.createDirectories(folder).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Object get(Object key) {
    return TEMPORARY.equals(key) ? temporary() : mine().get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return mine().containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return mine().containsValue(value);
  }

  @Override
  public boolean contains(Object value) {
    return mine().containsValue(value);
  }

  @Override
  public int size() {
    return mine().size();
  }

  @Override
  public boolean isEmpty() {
    return mine().isEmpty();
  }

  @Override
  public Enumeration<Object> keys() {
    return mine().keys();
  }

  @Override
  public Enumeration<Object> elements() {
    return mine().elements();
  }

  @Override
  public Enumeration<?> propertyNames() {
    return mine().propertyNames();
  }

  @Override
  public Set<String> stringPropertyNames() {
    return mine().stringPropertyNames();
  }

  @Override
  public Set<Object> keySet() {
    return mine().keySet();
  }

  @Override
  public Collection<Object> values() {
    return mine().values();
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return mine().entrySet();
  }

  @Override
  public @Nullable Object getOrDefault(Object key, @Nullable Object other) {
    return mine().getOrDefault(key, other);
  }

  @Override
  public String toString() {
    return mine().toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return mine().equals(other);
  }

  @Override
  public int hashCode() {
    return mine().hashCode();
  }

  @Override
  public Object clone() {
    return mine().clone();
  }

  @Override
  public void forEach(BiConsumer<? super Object, ? super Object> action) {
    mine().forEach(action);
  }

  @Override
  public @Nullable Object put(Object key, Object value) {
    return changing(key).put(key, value);
  }

  @Override
  public @Nullable Object remove(Object key) {
    return changing(key).remove(key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    return changing(key).remove(key, value);
  }

  @Override
  public @Nullable Object putIfAbsent(Object key, Object value) {
    return changing(key).putIfAbsent(key, value);
  }

  @Override
  public boolean replace(Object key, Object before, Object value) {
    return changing(key).replace(key, before, value);
  }

  @Override
  public @Nullable Object replace(Object key, Object value) {
    return changing(key).replace(key, value);
  }

  @Override
  public @Nullable Object computeIfAbsent(Object key, Function<? super Object, ?> value) {
    return changing(key).computeIfAbsent(key, value);
  }

  @Override
  public @Nullable Object computeIfPresent(
      Object key, BiFunction<? super Object, ? super Object, ?> value) {
    return changing(key).computeIfPresent(key, value);
  }

  @Override
  public @Nullable Object compute(
      Object key, BiFunction<? super Object, ? super @Nullable Object, ?> value) {
    return changing(key).compute(key, value);
  }

  @Override
  public @Nullable Object merge(
      Object key, Object value, BiFunction<? super Object, ? super Object, ?> more) {
    return changing(key).merge(key, value, more);
  }

  @Override
  public void putAll(Map<?, ?> all) {
    all.forEach(this::put);
  }

  @Override
  public void replaceAll(BiFunction<? super Object, ? super Object, ?> values) {
    changing("*").replaceAll(values);
  }

  @Override
  public void clear() {
    changing("*").clear();
  }
}
