package io.hotswap.runtime.unloading;

import com.sun.management.UnixOperatingSystemMXBean;
import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.testing.Eventually;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;

/** Loads, uses and unloads one plugin again and again, and looks at what stays. */
final class Cycles {
  private static final String PLUGIN = "jackson";

  private final Yard yard;
  private final byte[] archive;
  private int done;

  /** What stays in the process when everything that was unloaded is proved collected. */
  record Rest(int live, long metaspace, long files) {}

  Cycles(Yard yard) throws Exception {
    this.yard = yard;
    this.archive = Bundled.jackson();
  }

  void run(int cycles) throws Exception {
    for (int each = 0; each < cycles; each++) {
      yard.live(PLUGIN, archive, true);
      done++;
    }
  }

  Rest rest() throws Exception {
    Eventually.within(
        Yard.CYCLES,
        () -> yard.certificates.size() + " of " + done + " certificates",
        () -> yard.certificates.size() >= done);
    // Sentinels and what died with the last versions.
    System.gc();
    return new Rest(live(), metaspace(), files());
  }

  /** Counted by what the JVM has, not by what was certified. */
  private static int live() {
    return (int)
        Arrays.stream(HeapAccess.ofThisProcess().orElseThrow().classes())
            .flatMap(it -> Optional.ofNullable(it.getClassLoader()).stream())
            .filter(it -> String.valueOf(it.getName()).startsWith(PLUGIN + "/"))
            .distinct()
            .count();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(it -> it.getName().equals("Metaspace"))
        .mapToLong(it -> it.getUsage().getUsed())
        .sum();
  }

  private static long files() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }
}
