package io.hotswap.runtime.unloading;

import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.runtime.testing.PluginSource;

/** The ways in which plugins stay in memory, each as a plugin. */
enum Archetype {
  THREAD_LOCAL(
      LeakKind.ThreadLocal,
      "thread \"ForkJoinPool.commonPool-delayScheduler\", which outlives the plugin, keeps a"
          + " test.Main",
      """
      private static final ThreadLocal<Object> STATE = new ThreadLocal<>();
      public void start(PluginContext context) throws Exception {
        new java.util.concurrent.CompletableFuture<Object>()
            .completeOnTimeout("", 50, java.util.concurrent.TimeUnit.MILLISECONDS)
            .thenRun(() -> STATE.set(new Main())).get();
      }
      """),
  OWN_THREAD(
      LeakKind.Thread,
      "Thread \"poller\", in test.Main.poll(",
      """
      public void start(PluginContext context) {
        Thread.ofPlatform().daemon().name("poller").start(Main::poll);
      }
      private static void poll() {
        while (true) {
          try { Thread.sleep(60_000); } catch (InterruptedException e) { Thread.interrupted(); }
        }
      }
      """),
  EXECUTOR(
      LeakKind.Executor,
      "Thread \"worker-of-mine\" of an executor",
      """
      public void start(PluginContext context) throws Exception {
        java.util.concurrent.Executors
            .newFixedThreadPool(1, Thread.ofPlatform().daemon().name("worker-of-mine").factory())
            .submit(() -> {}).get();
      }
      """),
  TIMER(
      LeakKind.Timer,
      "Timer \"ticks\"",
      """
      public void start(PluginContext context) {
        new Timer("ticks", true).schedule(
            new TimerTask() { @Override public void run() {} }, 3_600_000, 3_600_000);
      }
      """),
  SHUTDOWN_HOOK(
      LeakKind.ShutdownHook,
      "Shutdown hook \"farewell\"",
      """
      public void start(PluginContext context) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "farewell"));
      }
      """),
  JDBC_DRIVER(
      LeakKind.JdbcDriver,
      "JDBC driver test.Main$NoDriver",
      """
      public void start(PluginContext context) throws Exception {
        java.sql.DriverManager.registerDriver(new NoDriver());
      }
      static final class NoDriver implements java.sql.Driver {
        public java.sql.Connection connect(String url, Properties info) { return null; }
        public boolean acceptsURL(String url) { return false; }
        public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
          return new java.sql.DriverPropertyInfo[0];
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """),
  LOGGING_HANDLER(
      LeakKind.LoggingHandler,
      "logging handler test.Main$NoHandler of logger \"\"",
      """
      public void start(PluginContext context) {
        java.util.logging.Logger.getLogger("").addHandler(new NoHandler());
      }
      static final class NoHandler extends java.util.logging.Handler {
        public void publish(java.util.logging.LogRecord line) {}
        public void flush() {}
        public void close() {}
      }
      """),
  MBEAN(
      LeakKind.MBean,
      "MBean test:type=Counter",
      """
      public void start(PluginContext context) throws Exception {
        java.lang.management.ManagementFactory.getPlatformMBeanServer()
            .registerMBean(new Counter(), new javax.management.ObjectName("test:type=Counter"));
      }
      public interface CounterMBean { int getCount(); }
      public static final class Counter implements CounterMBean {
        public int getCount() { return 1; }
      }
      """),
  STATIC_LISTENER(
      LeakKind.StaticField,
      "java.rmi.server.RMISocketFactory.handler holds",
      """
      public void start(PluginContext context) {
        java.rmi.server.RMISocketFactory.setFailureHandler(thrown -> false);
      }
      """),
  CLASS_VALUE(
      LeakKind.StaticField,
      "value of ClassValue test.Main$Info, on java.lang.",
      """
      static final class Info extends ClassValue<Object> {
        @Override protected Object computeValue(Class<?> type) { return new Object[] {new Main()}; }
      }
      private static final Info INFO = new Info();
      public void start(PluginContext context) {
        INFO.get(Integer.class);
        INFO.get(String.class);
      }
      """),
  SOFT_CACHE(
      LeakKind.SoftReference,
      "Only a soft reference holds it",
      """
      private static final ThreadLocal<Object> STATE = new ThreadLocal<>();
      public void start(PluginContext context) throws Exception {
        new java.util.concurrent.CompletableFuture<Object>()
            .completeOnTimeout("", 50, java.util.concurrent.TimeUnit.MILLISECONDS)
            .thenRun(() -> STATE.set(new java.lang.ref.SoftReference<>(new Main()))).get();
      }
      """),
  UNFINISHED_CALL(
      LeakKind.UnfinishedCall,
      "1 call, in test.Main.work(",
      """
      private static void work() {
        while (true) {
          try { Thread.sleep(60_000); } catch (InterruptedException e) { Thread.interrupted(); }
        }
      }
      """),
  NATIVE(
      LeakKind.Native,
      "librmi",
      """
      public void start(PluginContext context) throws Exception {
        System.load(java.nio.file.Path.of(
            System.getProperty("java.home"), "lib", System.mapLibraryName("rmi")).toString());
        var method = java.lang.invoke.MethodHandles.lookup().findStatic(
            Main.class, "called", java.lang.invoke.MethodType.methodType(void.class));
        java.lang.foreign.Linker.nativeLinker().upcallStub(
            method, java.lang.foreign.FunctionDescriptor.ofVoid(), java.lang.foreign.Arena.global());
      }
      static void called() {}
      """);

  final LeakKind kind;
  final String words;
  private final String members;

  /**
   * @param words that name the culprit to the plugin's author
   */
  Archetype(LeakKind kind, String words, String members) {
    this.kind = kind;
    this.words = words;
    this.members = members;
  }

  /** Whether the host clears it away, and says so, instead of telling a leak. */
  boolean isCleared() {
    return this == JDBC_DRIVER || this == LOGGING_HANDLER || this == CLASS_VALUE;
  }

  boolean isNamedBy(UnloadCertificate unloadCertificate) {
    return switch (unloadCertificate) {
      case UnloadCertificate.Collected collected ->
          isCleared() && toldBy(collected).contains(words);
      case UnloadCertificate.Leaked leaked ->
          leaked.trace().cause().kind() == kind && toldBy(leaked).contains(words);
    };
  }

  /** What the plugin's author reads. */
  String toldBy(UnloadCertificate unloadCertificate) {
    return switch (unloadCertificate) {
      case UnloadCertificate.Collected collected -> "cleared away: " + collected.cleared();
      case UnloadCertificate.Leaked leaked -> leaked.trace().cause().sentence();
    };
  }

  boolean leaksInACall() {
    return this == UNFINISHED_CALL;
  }

  String plugin() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  byte[] jar() {
    var work = leaksInACall() ? "work(); " : "";
    var handle = "public Reply handle(Call call) { " + work + "return Reply.text(\"ok\"); }\n";
    return PluginSource.of(plugin(), "1.0.0", handle + members).jar();
  }

  /** Takes out of this process what would disturb others. */
  void undo() {
    if (this == STATIC_LISTENER) {
      java.rmi.server.RMISocketFactory.setFailureHandler(null);
    }
  }
}
