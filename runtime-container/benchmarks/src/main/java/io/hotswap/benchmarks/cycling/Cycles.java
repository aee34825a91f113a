package io.hotswap.benchmarks.cycling;

import com.sun.management.UnixOperatingSystemMXBean;
import io.hotswap.benchmarks.loading.Loads;
import io.hotswap.benchmarks.peers.Peer;
import io.hotswap.benchmarks.peers.Running;
import io.hotswap.benchmarks.plugins.PluginJar;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/// Loads, calls and unloads a plugin again and again, and looks at what stays.
public final class Cycles {
  // What the loader's own code has in metaspace grows for a while.
  private static final int WARM_UP = 60;
  private static final int CALLS = 3;
  private static final int COLLECTIONS = 5;
  private static final int POOL = 2;

  private final Peer peer;
  private final PluginJar jar;
  private final boolean fresh;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  /// @param fresh whether each call is made on a new thread, as only a host that knows why would;
  ///   otherwise on a pool's
  public Cycles(Peer peer, PluginJar jar, boolean fresh) {
    this.peer = peer;
    this.jar = jar;
    this.fresh = fresh;
  }

  public Map<String, Number> run(int cycles) throws Exception {
    try (var pool = Executors.newFixedThreadPool(POOL)) {
      peer.place(jar);
      repeat(Math.min(WARM_UP, cycles), pool);
      collect();
      pools().forEach(MemoryPoolMXBean::resetPeakUsage);
      long metaspace = metaspace();
      long files = openFiles();
      loaders.clear();
      long began = System.nanoTime();
      repeat(cycles, pool);
      long most = pools().mapToLong(it -> it.getPeakUsage().getUsed()).sum();
      double millis = (System.nanoTime() - began) / 1e6 / cycles;
      collect();
      Map<String, Number> figures = new LinkedHashMap<>();
      figures.put("live", loaders.stream().filter(it -> it.get() != null).count());
      figures.put("metaspaceBefore", metaspace);
      figures.put("metaspaceAfter", metaspace());
      figures.put("metaspaceMost", most);
      figures.put("files", openFiles() - files);
      figures.put("millis", millis);
      return figures;
    }
  }

  private void repeat(int cycles, ExecutorService pool) throws Exception {
    for (int i = 0; i < cycles; i++) {
      cycle(pool);
    }
  }

  private void cycle(ExecutorService pool) throws Exception {
    var running = peer.load(jar);
    for (int call = 0; call < CALLS; call++) {
      call(running, pool);
    }
    loaders.add(new WeakReference<>(running.loader()));
    running.unload();
  }

  private void call(Running running, ExecutorService pool) throws Exception {
    Callable<byte[]> call = () -> running.call(Loads.BODY);
    if (fresh) {
      var task = new FutureTask<>(call);
      Thread.ofVirtual().start(task);
      task.get();
    } else {
      pool.submit(call).get();
    }
  }

  private static void collect() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      // Reference handling and cleaning have threads of their own.
      Thread.sleep(100);
    }
  }

  private static Stream<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(it -> it.getName().equals("Metaspace"));
  }

  private static long metaspace() {
    return pools().mapToLong(it -> it.getUsage().getUsed()).sum();
  }

  private static long openFiles() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }
}
