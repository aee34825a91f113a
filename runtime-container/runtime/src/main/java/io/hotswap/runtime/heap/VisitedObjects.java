package io.hotswap.runtime.heap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The objects that a search has visited, in order, each once, each with the object that led to it.
/// Twelve bytes an object.
public final class VisitedObjects {
  public static final int ROOT = -1;
  private static final int FIRST_SIZE = 1 << 16;

  private final int most;
  private @Nullable Object[] objects = new Object[FIRST_SIZE];
  private int[] parents = new int[FIRST_SIZE];
  // Indexes into `objects`, plus one; 0 where there is none.
  private int[] table = new int[2 * FIRST_SIZE];
  private int size;
  private boolean full;

  public VisitedObjects(int most) {
    this.most = most;
  }

  /// @return false when it was visited before, or the limit is reached
  public boolean add(Object object, int parent) {
    int slot = slot(object);
    if (table[slot] != 0) {
      return false;
    }
    if (size == most) {
      full = true;
      return false;
    }
    if (size == objects.length) {
      grow();
      slot = slot(object);
    }
    objects[size] = object;
    parents[size] = parent;
    table[slot] = ++size;
    return true;
  }

  public Object get(int place) {
    var object = objects[place];
    if (object == null) {
      throw new IndexOutOfBoundsException(place);
    }
    return object;
  }

  public int size() {
    return size;
  }

  public boolean isFull() {
    return full;
  }

  /// The path from a root to the object at this index.
  public List<Object> way(int place) {
    List<Object> way = new ArrayList<>();
    for (int each = place; each != ROOT; each = parents[each]) {
      way.add(get(each));
    }
    Collections.reverse(way);
    return way;
  }

  // Identity is intended.
  @SuppressWarnings("ReferenceEquality")
  private int slot(Object object) {
    int mask = table.length - 1;
    int hash = System.identityHashCode(object) * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (table[slot] != 0 && objects[table[slot] - 1] != object) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    objects = Arrays.copyOf(objects, 2 * size);
    parents = Arrays.copyOf(parents, 2 * size);
    table = new int[4 * size];
    for (int place = 0; place < size; place++) {
      table[slot(get(place))] = place + 1;
    }
  }
}
