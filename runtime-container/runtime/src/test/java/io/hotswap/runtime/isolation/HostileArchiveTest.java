package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.testing.PluginSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that never went through registration: they cost the node a sentence, not its memory. */
class HostileArchiveTest {
  private static final int LARGE = 64 << 20;
  private static final String READS =
      """
      public Reply handle(Call call) throws Exception {
        try (var in = Main.class.getResourceAsStream("/large.bin")) {
          return Reply.text("" + in.skip(Long.MAX_VALUE));
        }
      }
      """;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void sizes_that_are_claimed(String isolation) throws Exception {
    try (var ground = ground(isolation)) {
      var claiming = plugin().add(RawEntry.of("large.bin", "x").claiming(Integer.MAX_VALUE));
      refused(ground, claiming.bytes(), "times their compressed size");
      // Not beyond what deflating can do at all: this one was believed.
      var packed = new byte[3 << 20];
      new Random(5).nextBytes(packed);
      var credible = RawEntry.of("large.bin", "").packed(packed).claiming(Integer.MAX_VALUE);
      refused(ground, plugin().add(credible).bytes(), "times their compressed size");
      refused(
          ground,
          Zips.of(Map.of("plugin.jar", plugin().bytes(), "lib/a.jar", claiming.bytes())),
          "times their compressed size");
      var many = plugin();
      for (int i = 0; i < 20_000; i++) {
        many.add(RawEntry.of("f" + i, ""));
      }
      refused(ground, many.bytes(), "at most 20000 entries");
      // What they leave behind keeps nobody from serving.
      assertEquals("1.0.0", ground.text(ground.load(plugin().bytes()), "run"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void what_another_reader_would_see_is_not_run(String isolation) throws Exception {
    try (var ground = ground(isolation)) {
      var other = PluginSource.echo("p", "1.0.0").withLibrary("other").jar();
      refused(ground, plugin().comment(other).bytes(), "nothing may stand before the zip");
      refused(
          ground, plugin().comment(Arrays.copyOf(other, other.length + 1)).bytes(), "several ends");
      refused(ground, plugin().behind(new byte[7]).bytes(), "7 bytes stand behind its end");
      refused(ground, plugin().prefix(true, other).bytes(), "before its first entry");
      refused(ground, plugin().add(RawEntry.of("test/Main.class", "x")).bytes(), "each entry once");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void a_jar_that_is_large_once_it_is_unpacked_takes_no_memory(String isolation) throws Exception {
    var large = new byte[LARGE];
    var random = new Random(3);
    for (int at = 0; at + 4_096 <= LARGE; at += 4_096) {
      for (int i = 0; i < 40; i++) {
        large[at + i] = (byte) random.nextInt();
      }
    }
    var jar =
        RawZip.of(PluginSource.of("p", "1.0.0", READS).jar())
            .add(RawEntry.of("large.bin", large).stored())
            .bytes();
    var zip = Zips.of(Map.of("plugin.jar", jar));
    assertTrue(zip.length < jar.length / 50, () -> "it packs to " + zip.length);
    try (var ground = ground(isolation)) {
      long before = allocated();
      LoadedVersion version = ground.load(zip);
      long taken = allocated() - before;
      assertTrue(taken < LARGE / 4, () -> "loading allocated " + taken);
      assertEquals("" + LARGE, ground.text(version, "run"));
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static RawZip plugin() {
    return RawZip.of(PluginSource.echo("p", "1.0.0").jar());
  }

  private static void refused(Ground ground, byte[] archive, String why) {
    var failure = assertThrows(LoadFailure.class, () -> ground.load(archive), why);
    assertTrue(failure.sentence().contains(why), failure.sentence());
    assertTrue(failure.sentence().startsWith("p/1.0.0 cannot be loaded: expected "), why);
    assertFalse(failure.isPassing());
  }

  private Ground ground(String isolation) {
    return new Ground(root, Map.of("HOTSWAP_ISOLATION", isolation));
  }
}
