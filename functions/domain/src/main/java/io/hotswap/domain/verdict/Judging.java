package io.hotswap.domain.verdict;

import java.util.List;
import java.util.Optional;

/// Judges a candidate against its baseline. The same question and evidence give an equal verdict,
/// anywhere and at any time.
public final class Judging {
  private Judging() {}

  public static Verdict judge(Question question, Evidence evidence) {
    return judge(question, evidence, true);
  }

  /// The same answer for the same reason, without the findings that are not told as such: nothing
  /// is computed where there is too little to decide anything.
  static Verdict briefly(Question question, Evidence evidence) {
    return judge(question, evidence, false);
  }

  private static Verdict judge(Question question, Evidence evidence, boolean whole) {
    var candidate = new Arm(evidence.candidate(), evidence.before());
    var baseline = new Arm(evidence.baseline(), evidence.before());
    Optional<SampleRatio> ratio =
        question.expectedShare().isPresent()
            ? Optional.of(
                SampleRatio.of(
                    question.expectedShare().getAsDouble(),
                    candidate.tenants(),
                    baseline.tenants()))
            : Optional.empty();
    var method = Method.of(question, candidate, baseline);
    var obstacle =
        ratio
            .filter(SampleRatio::broken)
            .map(Wording::broken)
            .or(() -> tooLittle(question, method, candidate, baseline));
    var findings =
        whole || obstacle.isEmpty()
            ? findings(question, method, candidate, baseline)
            : List.<Finding>of();
    var told = obstacle.isPresent() ? undecided(findings) : findings;
    var answer = overall(told);
    return new Verdict(
        answer,
        obstacle.orElseGet(() -> Wording.of(question, answer, told, method))
            + Wording.concentration(candidate, baseline),
        told,
        ratio,
        candidate.calls(),
        baseline.calls(),
        candidate.tenants(),
        baseline.tenants(),
        candidate.heaviest(),
        baseline.heaviest());
  }

  private static List<Finding> findings(
      Question question, Method method, Arm candidate, Arm baseline) {
    int least = method == Method.Calls ? 1 : 2;
    boolean notNow = method == Method.Permutation && question.fewTenantsLooks() == 0;
    if (notNow || Math.min(candidate.tenants(), baseline.tenants()) < least) {
      return List.of();
    }
    return question.criteria().stream()
        .map(it -> method.compare(question, it, candidate, baseline))
        .toList();
  }

  private static Optional<String> tooLittle(
      Question question, Method method, Arm candidate, Arm baseline) {
    long calls = Math.min(candidate.calls(), baseline.calls());
    int tenants = Math.min(candidate.tenants(), baseline.tenants());
    if (calls < question.minimumCalls() || tenants < question.leastTenants()) {
      return Optional.of(Wording.tooLittle(question, candidate, baseline));
    }
    if (method != Method.Permutation) {
      return Optional.empty();
    }
    double needed = FewTenants.needed(question.fewTenantsAlpha());
    double choices = Labelings.count(candidate.tenants() + baseline.tenants(), candidate.tenants());
    if (choices < needed) {
      return Optional.of(Wording.tooFewChoices(candidate, baseline, choices, needed));
    }
    return question.fewTenantsLooks() == 0
        ? Optional.of(Wording.notNow(candidate, baseline))
        : Optional.empty();
  }

  private static List<Finding> undecided(List<Finding> findings) {
    return findings.stream().map(Finding::undecided).toList();
  }

  private static Answer overall(List<Finding> findings) {
    for (var answer : List.of(Answer.Worse, Answer.NotEnough, Answer.Better)) {
      if (findings.stream().anyMatch(it -> it.answer() == answer)) {
        return answer;
      }
    }
    return findings.isEmpty() ? Answer.NotEnough : Answer.Same;
  }
}
