package io.hotswap.runtime.isolation;

/** A part of a plugin: looks for what it should not find, on threads of all kinds. */
final class ContextsPlugin {
  private ContextsPlugin() {}

  static final String SOURCE =
      """
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.*;

      public final class Contexts {
        private static final List<String> CLASSES = List.of(
            "io.hotswap.runtime.Main", "io.hotswap.runtime.isolation.worker.WorkerMain",
            "io.netty.buffer.ByteBuf", "io.prometheus.metrics.core.metrics.Counter", "org.slf4j.Logger");
        private static final List<String> RESOURCES = List.of(
            "io/hotswap/runtime/Main.class", "META-INF/services/org.slf4j.spi.SLF4JServiceProvider");

        private final Queue<String> found = new ConcurrentLinkedQueue<>();

        public interface Greeting { String hello(); }

        /** What a service of the plugin's own says, found through the thread's context. */
        static String service() {
          return ServiceLoader.load(Greeting.class).findFirst().map(Greeting::hello).orElse("none");
        }

        static String services() throws Exception {
          Set<String> all = new TreeSet<>();
          all.add("common " + CompletableFuture.supplyAsync(Contexts::service).get());
          all.addAll(IntStream.range(0, 100).parallel().mapToObj(it -> "parallel " + service())
              .collect(Collectors.toSet()));
          all.add("asked " + (CompletableFuture.supplyAsync(Thread::currentThread)
              .thenApplyAsync(it -> Thread.currentThread().getContextClassLoader()).get()
              == Contexts.class.getClassLoader()));
          all.add("set " + CompletableFuture.supplyAsync(Contexts::set).get());
          return all.toString();
        }

        // What it sets for a task is seen by the task.
        private static boolean set() {
          var thread = Thread.currentThread();
          var before = thread.getContextClassLoader();
          try (var mine = new java.net.URLClassLoader(new java.net.URL[0], before)) {
            thread.setContextClassLoader(mine);
            return thread.getContextClassLoader() == mine;
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          } finally {
            thread.setContextClassLoader(before);
          }
        }

        private void look(String where) {
          look(where, Thread.currentThread());
        }

        private void look(String where, Thread thread) {
          var loader = thread.getContextClassLoader();
          if (loader != null) {
            for (var name : CLASSES) {
              try {
                Class.forName(name, false, loader);
                found.add(where + ": " + name);
              } catch (ClassNotFoundException e) {
                continue;
              }
            }
            for (var name : RESOURCES) {
              if (loader.getResource(name) != null) found.add(where + ": " + name);
            }
          }
        }

        private static void run(ExecutorService pool, Runnable work) throws Exception {
          try (pool) {
            pool.submit(work).get();
          }
        }

        private static void run(Thread thread) throws Exception {
          thread.start();
          thread.join();
        }

        static String seen() throws Exception {
          var contexts = new Contexts();
          contexts.onThreads();
          contexts.inPools();
          contexts.onThePlatforms();
          Thread.getAllStackTraces().keySet().forEach(it -> contexts.look(it.getName(), it));
          return new TreeSet<>(contexts.found).toString();
        }

        private void onThreads() throws Exception {
          look("call");
          run(new Thread(() -> look("thread")));
          run(new Thread(null, () -> look("inherits nothing"), "t", 0, false));
          run(Thread.ofVirtual().unstarted(() -> look("virtual")));
          run(Thread.ofVirtual().inheritInheritableThreadLocals(false)
              .unstarted(() -> look("virtual, inherits nothing")));
          run(Thread.ofPlatform().unstarted(() -> {
            Thread.currentThread().setContextClassLoader(null);
            try { run(new Thread(() -> look("of one without"))); }
            catch (Exception e) { throw new IllegalStateException(e); }
          }));
          var timer = new Timer(true);
          var ticked = new CountDownLatch(1);
          timer.schedule(new TimerTask() {
            @Override public void run() { look("timer"); ticked.countDown(); }
          }, 1);
          ticked.await();
          timer.cancel();
        }

        private void inPools() throws Exception {
          CompletableFuture.runAsync(() -> look("common pool")).get();
          IntStream.range(0, 100).parallel().forEach(it -> look("parallel stream"));
          CompletableFuture.runAsync(() -> look("delayed"),
              CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)).get();
          new CompletableFuture<String>().completeOnTimeout("", 1, TimeUnit.MILLISECONDS)
              .thenAccept(it -> look("timeout")).get();
          run(new ForkJoinPool(1), () -> look("own pool"));
          run(Executors.newWorkStealingPool(1), () -> look("work stealing"));
          run(Executors.newCachedThreadPool(), () -> look("cached pool"));
          run(Executors.newVirtualThreadPerTaskExecutor(), () -> look("virtual pool"));
        }

        private void onThePlatforms() throws Exception {
          try (var client = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:1"));
            client.sendAsync(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding())
                .handle((response, refused) -> { look("http client"); return ""; }).get();
          }
          var cleaned = new CountDownLatch(1);
          java.lang.ref.Cleaner.create().register(new Object(), () -> {
            look("cleaner");
            cleaned.countDown();
          }).clean();
          cleaned.await();
          var uncaught = new CountDownLatch(1);
          var thread = new Thread(() -> { throw new IllegalStateException("on purpose"); });
          thread.setUncaughtExceptionHandler((it, thrown) -> { look("uncaught"); uncaught.countDown(); });
          run(thread);
          uncaught.await();
        }
      }
      """;
}
