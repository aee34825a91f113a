package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.scope.ScopedJvm;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.SelfAttached;
import io.hotswap.runtime.unloading.UnloadCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that uses a little of everything answers right and goes, through ten swaps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OddContract {
  private static final int SWAPS = 10;
  private static final Duration PROOF = Duration.ofMinutes(2);
  private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

  static {
    EXPECTED.put("services", "hello");
    EXPECTED.put("bundles", "plainhello");
    EXPECTED.put("http", "hihello");
    EXPECTED.put("logging", "ODD");
    EXPECTED.put("cleaners", "true");
    EXPECTED.put("pools", "hellohello[1, 2, 3]");
    EXPECTED.put("xml", "1t1[a, b]6");
    EXPECTED.put("locales", "6dimanche1.234,505");
    EXPECTED.put("annotations", "xHellotrue");
    EXPECTED.put("proxies", "pp");
    EXPECTED.put("serialization", "true");
    EXPECTED.put("handles", "helloA");
    EXPECTED.put("beans", "7Hello");
  }

  private final Map<String, TreeSet<String>> answers = new HashMap<>();
  private Ground ground;
  private ScopedJvm jvm;

  abstract Map<String, String> variables();

  /** Whether what a plugin asks of the network is answered. */
  boolean hasNetwork() {
    return true;
  }

  @BeforeAll
  void swap(@TempDir Path root) throws Exception {
    SelfAttached.agent();
    jvm = ScopedJvm.begin();
    var settings = new HashMap<>(variables());
    settings.put("HOTSWAP_UNLOAD_CYCLE_MILLIS", "200");
    ground = new Ground(root, settings);
    var archives = List.of(OddPlugin.jar("1.0.0"), OddPlugin.jar("1.1.0"));
    var serving = load(archives, 0);
    for (int swap = 1; swap <= SWAPS; swap++) {
      var next = load(archives, swap);
      ask(serving);
      ask(next);
      ground.retire(serving);
      serving = next;
    }
    ground.retire(serving);
  }

  private LoadedVersion load(List<byte[]> archives, int swap) throws Exception {
    return ground.load(swap % 2 == 0 ? "1.0.0" : "1.1.0", archives.get(swap % 2));
  }

  private void ask(LoadedVersion version) throws Exception {
    for (var what : EXPECTED.keySet()) {
      var result = ground.call(version, "acme", "run", what.getBytes(StandardCharsets.UTF_8));
      answers.computeIfAbsent(what, it -> new TreeSet<>()).add(Ground.textOf(result));
    }
  }

  @AfterAll
  void end() {
    ground.close();
    jvm.close();
  }

  @Test
  void each_version_answers_right() {
    var expected = new LinkedHashMap<>(EXPECTED);
    if (!hasNetwork()) {
      expected.remove("http");
    }
    expected.forEach(
        (what, answer) ->
            assertEquals(
                List.of(answer + " 1.0.0", answer + " 1.1.0"),
                List.copyOf(answers.get(what)),
                what));
  }

  @Test
  void without_the_network_it_is_told_so() {
    for (var answer : answers.get("http")) {
      assertEquals(!hasNetwork(), answer.contains("Operation not permitted"), answer);
    }
  }

  @Test
  void every_version_is_proved_gone() throws Exception {
    Eventually.within(
        PROOF,
        () -> "all are certified: " + ground.certificates,
        () -> ground.certificates.size() > SWAPS);
    List<UnloadCertificate> bad = new ArrayList<>(ground.certificates);
    bad.removeIf(it -> it instanceof UnloadCertificate.Collected collected && !collected.leaked());
    assertEquals(List.of(), bad);
  }
}
