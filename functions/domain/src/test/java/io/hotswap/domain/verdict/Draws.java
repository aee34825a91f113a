package io.hotswap.domain.verdict;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Random numbers that are the same for the same seed.
final class Draws {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATOR =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private final RandomGenerator random;

  Draws(long seed) {
    random = GENERATOR.create(seed);
  }

  double uniform() {
    return random.nextDouble();
  }

  double normal() {
    return random.nextGaussian();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Exact up to a mean of 50, a rounded normal beyond.
  long poisson(double mean) {
    if (mean > 50) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    }
    double left = Math.exp(-mean);
    long count = -1;
    for (double product = 1; product > left; count++) {
      product *= random.nextDouble();
    }
    return Math.max(0, count);
  }

  /// Skips from success to success; a rounded normal where there would be many.
  long binomial(long trials, double chance) {
    if (trials == 0 || chance <= 0) {
      return 0;
    }
    double mean = trials * chance;
    if (mean > 50) {
      long drawn = Math.round(mean + Math.sqrt(mean * (1 - chance)) * normal());
      return Math.clamp(drawn, 0, trials);
    }
    double logMiss = Math.log1p(-chance);
    long successes = 0;
    double at = Math.floor(Math.log(1 - uniform()) / logMiss);
    while (at < trials) {
      successes++;
      at += 1 + Math.floor(Math.log(1 - uniform()) / logMiss);
    }
    return successes;
  }

  double beta(double alpha, double beta) {
    double some = gamma(alpha);
    return some / (some + gamma(beta));
  }

  /// Marsaglia and Tsang's method.
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(1 - uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
