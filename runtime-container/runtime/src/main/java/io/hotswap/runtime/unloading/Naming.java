package io.hotswap.runtime.unloading;

import io.hotswap.runtime.plugin.PluginText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.logging.Handler;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes of the way from a root to an object of the plugin what people call that.
final class Naming {
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";
  private static final String DRIVERS = "java.sql.DriverManager";
  private static final String LOGGING = "java.util.logging.";

  /// Classes whose static fields people have words for.
  static final List<String> ROOTS_FIRST =
      List.of(
          HOOKS,
          DRIVERS,
          LOGGING + "LogManager",
          LOGGING + "Logger",
          "java.lang.management.ManagementFactory");

  private final List<Object> way;
  private final Edges edges;

  /// @param way from a thread or class to something of the plugin's
  Naming(List<Object> way) {
    this.way = way;
    this.edges = new Edges(way);
  }

  Trace trace() {
    return new Trace(culprit(), edges.path());
  }

  private Culprit culprit() {
    return Stream.of(hook(), driver(), bean(), logging(), classValue(), thread())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> new Culprit.OfStatic(edges.first(), held()));
  }

  private Optional<Culprit> hook() {
    return startsAt(HOOKS)
        ? way.stream()
            .filter(Thread.class::isInstance)
            .findFirst()
            .map(it -> new Culprit.OfShutdownHook(name((Thread) it)))
        : Optional.empty();
  }

  private Optional<Culprit> driver() {
    return startsAt(DRIVERS) ? Optional.of(new Culprit.OfJdbcDriver(held())) : Optional.empty();
  }

  private Optional<Culprit> bean() {
    return way.stream()
        .flatMap(it -> MBeans.nameIn(it).stream())
        .findFirst()
        .map(
            it ->
                MBeans.isThePlatforms(it)
                    ? new Culprit.OfStatic("MBean " + PluginText.NAME.of(it.toString()), held())
                    : new Culprit.OfMBean(PluginText.NAME.of(it.toString()), held()));
  }

  private Optional<Culprit> logging() {
    return startsAt(LOGGING) || way.stream().anyMatch(Handler.class::isInstance)
        ? Optional.of(new Culprit.OfLogging(held()))
        : Optional.empty();
  }

  private Optional<Culprit> classValue() {
    return IntStream.range(0, way.size())
        .filter(it -> way.get(it) instanceof Class<?>)
        .filter(it -> edges.field(it).filter(ClassValues.FIELD::equals).isPresent())
        .boxed()
        .findFirst()
        .map(it -> new Culprit.OfClassValue(name((Class<?>) way.get(it)), owner(), held()));
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

  private Optional<Culprit> thread() {
    return IntStream.range(0, way.size())
        .filter(it -> way.get(it) instanceof Thread)
        .boxed()
        .reduce((earlier, later) -> later)
        .map(it -> ofThread((Thread) way.get(it), edges.field(it)));
  }

  private Culprit ofThread(Thread thread, Optional<String> field) {
    return field.filter(it -> it.endsWith("hreadLocals")).isPresent()
        ? new Culprit.OfThreadLocal(name(thread), held())
        : ofThread(thread, "");
  }

  /// @param running where in the plugin's code it is
  static Culprit ofThread(Thread thread, String running) {
    if (thread.getClass().getName().equals("java.util.TimerThread")) {
      return new Culprit.OfTimer(name(thread), running);
    }
    return thread instanceof ForkJoinWorkerThread || isPooled(thread)
        ? new Culprit.OfExecutor(name(thread), running)
        : new Culprit.OfThread(name(thread), running);
  }

  private static boolean isPooled(Thread thread) {
    var holder = Edges.value(thread, "holder");
    var task = holder == null ? null : Edges.value(holder, "task");
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
