package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.plugin.PluginText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.logging.Handler;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Classifies a path from a root to an object of the plugin as a [LeakCause].
final class LeakClassifier {
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";
  private static final String DRIVERS = "java.sql.DriverManager";
  private static final String LOGGING = "java.util.logging.";

  /// Classes whose static fields have a cause of their own.
  static final List<String> ROOTS_FIRST =
      List.of(
          HOOKS,
          DRIVERS,
          LOGGING + "LogManager",
          LOGGING + "Logger",
          "java.lang.management.ManagementFactory");

  private final List<Object> way;
  private final FieldPaths fieldPaths;

  /// @param way from a thread or class to an object of the plugin
  LeakClassifier(List<Object> way) {
    this.way = way;
    this.fieldPaths = new FieldPaths(way);
  }

  LeakTrace trace() {
    return new LeakTrace(cause(), fieldPaths.path());
  }

  private LeakCause cause() {
    return Stream.of(hook(), driver(), bean(), logging(), classValue(), thread())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> new LeakCause.OfStatic(fieldPaths.first(), held()));
  }

  private Optional<LeakCause> hook() {
    return startsAt(HOOKS)
        ? way.stream()
            .filter(Thread.class::isInstance)
            .findFirst()
            .map(it -> new LeakCause.OfShutdownHook(name((Thread) it)))
        : Optional.empty();
  }

  private Optional<LeakCause> driver() {
    return startsAt(DRIVERS) ? Optional.of(new LeakCause.OfJdbcDriver(held())) : Optional.empty();
  }

  private Optional<LeakCause> bean() {
    return way.stream()
        .flatMap(it -> MBeans.nameIn(it).stream())
        .findFirst()
        .map(
            it ->
                MBeans.isPlatformOwned(it)
                    ? new LeakCause.OfStatic("MBean " + PluginText.NAME.of(it.toString()), held())
                    : new LeakCause.OfMBean(PluginText.NAME.of(it.toString()), held()));
  }

  private Optional<LeakCause> logging() {
    return startsAt(LOGGING) || way.stream().anyMatch(Handler.class::isInstance)
        ? Optional.of(new LeakCause.OfLogging(held()))
        : Optional.empty();
  }

  private Optional<LeakCause> classValue() {
    return IntStream.range(0, way.size())
        .filter(it -> way.get(it) instanceof Class<?>)
        .filter(it -> fieldPaths.field(it).filter(ClassValues.FIELD::equals).isPresent())
        .boxed()
        .findFirst()
        .map(it -> new LeakCause.OfClassValue(name((Class<?>) way.get(it)), owner(), held()));
  }

  private static String name(Class<?> type) {
    return PluginText.NAME.of(type.getName());
  }

  private String owner() {
    return way.stream()
        .filter(it -> it.getClass().getName().equals("java.lang.ClassValue$Entry"))
        .flatMap(it -> Stream.ofNullable(ClassValues.classValue(it)))
        .findFirst()
        .map(it -> "ClassValue " + PluginText.NAME.of(it.getClass().getName()))
        .orElse("A ClassValue");
  }

  private Optional<LeakCause> thread() {
    return IntStream.range(0, way.size())
        .filter(it -> way.get(it) instanceof Thread)
        .boxed()
        .reduce((earlier, later) -> later)
        .map(it -> ofThread((Thread) way.get(it), fieldPaths.field(it)));
  }

  private LeakCause ofThread(Thread thread, Optional<String> field) {
    return field.filter(it -> it.endsWith("hreadLocals")).isPresent()
        ? new LeakCause.OfThreadLocal(name(thread), held())
        : ofThread(thread, "");
  }

  /// @param running the frame in the plugin's code
  static LeakCause ofThread(Thread thread, String running) {
    if (thread.getClass().getName().equals("java.util.TimerThread")) {
      return new LeakCause.OfTimer(name(thread), running);
    }
    return thread instanceof ForkJoinWorkerThread || isPooled(thread)
        ? new LeakCause.OfExecutor(name(thread), running)
        : new LeakCause.OfThread(name(thread), running);
  }

  private static boolean isPooled(Thread thread) {
    var holder = FieldPaths.value(thread, "holder");
    var task = holder == null ? null : FieldPaths.value(holder, "task");
    return task != null && task.getClass().getName().endsWith("ThreadPoolExecutor$Worker");
  }

  private boolean startsAt(String root) {
    return way.getFirst() instanceof Class<?> type && type.getName().startsWith(root);
  }

  private String held() {
    return described(way.getLast());
  }

  static String described(Object object) {
    return switch (object) {
      case Class<?> type -> "class " + PluginText.NAME.of(type.getName());
      case ClassLoader loader -> "class loader " + PluginText.NAME.of(loader.getName());
      default -> "a " + PluginText.NAME.of(object.getClass().getTypeName());
    };
  }

  static String root(Object object) {
    return object instanceof Thread thread ? "thread " + name(thread) : described(object);
  }

  private static String name(Thread thread) {
    var name = PluginText.NAME.of(thread.getName());
    return name.isEmpty() ? "#" + thread.threadId() : name;
  }
}
