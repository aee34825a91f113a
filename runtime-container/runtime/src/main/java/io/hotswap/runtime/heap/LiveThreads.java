package io.hotswap.runtime.heap;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// All live threads. The JDK registers virtual ones for thread dumps, and shows them only to
/// modules that `jdk.internal.vm` is opened to.
final class LiveThreads {
  private LiveThreads() {}

  static Collection<Thread> platform() {
    return Thread.getAllStackTraces().keySet();
  }

  static List<Thread> virtual() {
    try {
      var root = Class.forName("jdk.internal.vm.ThreadContainers").getMethod("root").invoke(null);
      return in(root).filter(Thread::isVirtual).toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JDK keeps its threads in another place", e);
    }
  }

  private static Stream<Thread> in(Object container) {
    return Stream.concat(
        stream(container, "threads").map(Thread.class::cast),
        stream(container, "children").flatMap(LiveThreads::in));
  }

  private static Stream<?> stream(Object container, String method) {
    try {
      var declared = Class.forName("jdk.internal.vm.ThreadContainer").getMethod(method);
      declared.setAccessible(true);
      return (Stream<?>) declared.invoke(container);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JDK keeps its threads in another place", e);
    }
  }
}
