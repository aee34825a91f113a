package io.hotswap.persistence.dynamo.registry;

import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What is asked of a small and of a large registry, in turn, on one engine. Arguments: plugins and
/// versions of the small one, of the large one, how often each question is asked, and the file for
/// the figures.
final class RegistryClaim {
  /// How many times a p99 of the small registry, and what a busy machine adds to one.
  private static final double TIMES = 3;

  private static final double NOISE_MS = 20;

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private boolean held = true;

  private RegistryClaim() {}

  public static void main(String[] arguments) throws IOException {
    var numbers = Arrays.stream(arguments).limit(5).mapToInt(Integer::parseInt).toArray();
    var claim = new RegistryClaim();
    var small = claim.filled("small", numbers[0], numbers[1]);
    var large = claim.filled("large", numbers[2], numbers[3]);
    claim.ask(small, large, numbers[4]);
    Files.writeString(Path.of(arguments[5]), claim.json());
    System.exit(claim.held ? 0 : 1);
  }

  private FilledRegistry filled(String name, int plugins, int versions) {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    long began = System.nanoTime();
    var registry =
        FilledRegistry.of(
            new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.systemUTC()), plugins, versions);
    figures.put(name + "_plugins", plugins);
    figures.put(name + "_versions", plugins * versions);
    figures.put(name + "_written_s", milliseconds(began) / 1_000);
    boolean complete =
        RegistryQuestion.areAllListed(registry) && RegistryQuestion.areAllVersionsThere(registry);
    figures.put(name + "_complete", complete);
    held &= complete;
    return registry;
  }

  private void ask(FilledRegistry small, FilledRegistry large, int times) {
    var ofSmall = RegistryQuestion.of(small);
    var ofLarge = RegistryQuestion.of(large);
    int wrong = 0;
    for (int question = 0; question < ofSmall.size(); question++) {
      var name = ofSmall.get(question).label();
      var one = new double[times];
      var other = new double[times];
      // The first few warm the process up.
      for (int ask = -20; ask < times; ask++) {
        int at = Math.max(ask, 0);
        wrong += timed(ofSmall.get(question), at * 7 % small.count(), one, at) ? 0 : 1;
        wrong += timed(ofLarge.get(question), at * 7 % large.count(), other, at) ? 0 : 1;
      }
      compare(name, one, other);
    }
    figures.put("wrong", wrong);
    held &= wrong == 0;
  }

  private static boolean timed(RegistryQuestion question, int plugin, double[] into, int at) {
    long began = System.nanoTime();
    boolean right = question.isRight().test(plugin);
    into[at] = milliseconds(began);
    return right;
  }

  private void compare(String question, double[] small, double[] large) {
    double most = TIMES * percentile(small, 0.99) + NOISE_MS;
    put(question + "_small", small);
    put(question + "_large", large);
    held &= percentile(large, 0.99) <= most;
  }

  private void put(String name, double[] milliseconds) {
    figures.put(name + "_median_ms", percentile(milliseconds, 0.5));
    figures.put(name + "_p99_ms", percentile(milliseconds, 0.99));
  }

  /// The smallest that so many do not exceed.
  private static double percentile(double[] values, double share) {
    var sorted = Arrays.stream(values).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static double milliseconds(long began) {
    return (System.nanoTime() - began) / 1e6;
  }

  private String json() {
    return figures.entrySet().stream()
        .map(it -> "\"%s\": %s".formatted(it.getKey(), it.getValue()))
        .collect(Collectors.joining(", ", "{", "}\n"));
  }
}
