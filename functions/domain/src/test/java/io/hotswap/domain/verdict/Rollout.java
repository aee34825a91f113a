package io.hotswap.domain.verdict;

import java.util.ArrayList;
import java.util.List;

/// One simulated canary, judged by the real classes: its stages as far as it came.
record Rollout(List<StageRun> stages) {
  static final double[] SHARES = {0.1, 0.3, 0.5};

  static Rollout of(World world, Effect effect, long seed) {
    var population = new Population(world, seed);
    var draws = new Draws(~seed);
    var question = question();
    var naive = NaiveTest.of(question.alpha(), world);
    List<StageRun> stages = new ArrayList<>();
    for (double share : SHARES) {
      var run = StageRun.of(new Stage(population, share, effect, draws), question, naive);
      stages.add(run);
      if (!run.passed()) {
        break;
      }
    }
    return new Rollout(stages);
  }

  static StageRun first(World world, Effect effect, long seed) {
    var stage = new Stage(new Population(world, seed), SHARES[0], effect, new Draws(~seed));
    var question = question();
    return StageRun.of(stage, question, NaiveTest.of(question.alpha(), world));
  }

  static VerdictQuestion question() {
    return VerdictQuestion.ofStage(Criterion.defaults(), SHARES.length);
  }

  /// Same where it went through all stages.
  Conclusion end() {
    var last = stages.getLast();
    return last.passed() ? Conclusion.Same : last.answer();
  }

  boolean naiveWorse() {
    return stages.stream().anyMatch(StageRun::naiveWorse);
  }
}
