package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A `posix_spawn` made ready, so that a locked thread only has to call it. Java's own `Process`
/// will not do: its reaper thread would be started by the locked thread, be bound like it, and
/// later start others, for anything in this JVM.
final class Spawn implements AutoCloseable {
  // The C library's are 80, 336 and 128 bytes on 64 bits.
  private static final long MOST_OF_A_STRUCT = 1024;
  private static final short WITH_SIGNAL_MASK = 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment actions = arena.allocate(MOST_OF_A_STRUCT, 16);
  private final MemorySegment attributes = arena.allocate(MOST_OF_A_STRUCT, 16);
  private final MemorySegment process = arena.allocate(JAVA_INT);
  private final MemorySegment path;
  private final MemorySegment arguments;
  private final MemorySegment environment;

  Spawn(LockedCommand command, List<Integer> standard) {
    path = arena.allocateFrom(command.arguments().getFirst());
    arguments = strings(command.arguments());
    environment =
        strings(
            command.environment().entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .toList());
    var directory = arena.allocateFrom(command.directory().toString());
    LibC.call(LibC.ACTIONS, actions);
    LibC.call(LibC.GO_TO, actions, directory);
    for (int i = 0; i < standard.size(); i++) {
      LibC.call(LibC.PASS, actions, standard.get(i), i);
    }
    LibC.call(LibC.CLOSE_FROM, actions, standard.size());
    LibC.call(LibC.ATTRIBUTES, attributes);
    LibC.call(LibC.FLAGS, attributes, WITH_SIGNAL_MASK);
    // Threads of a JVM block signals that a program expects to get.
    LibC.call(LibC.SIGNALS, attributes, arena.allocate(MOST_OF_A_STRUCT, 16));
  }

  private MemorySegment strings(List<String> all) {
    var pointers = arena.allocate(ADDRESS, all.size() + 1L);
    for (int i = 0; i < all.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(all.get(i)));
    }
    return pointers;
  }

  /// The process's number, or the negative error number.
  int start() {
    try {
      int refused =
          (int) LibC.SPAWN.invokeExact(process, path, actions, attributes, arguments, environment);
      return refused == 0 ? process.get(JAVA_INT, 0) : -refused;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    LibC.call(LibC.ACTIONS_END, actions);
    arena.close();
  }
}
