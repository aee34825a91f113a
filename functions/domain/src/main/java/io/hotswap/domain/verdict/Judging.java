package io.hotswap.domain.verdict;

import java.util.List;
import java.util.Optional;

/// Judges a candidate against its baseline. The same question and evidence give an equal verdict,
/// anywhere and at any time.
public final class Judging {
  private Judging() {}

  public static Verdict judge(Question question, Evidence evidence) {
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
    var findings = findings(question, candidate, baseline);
    var obstacle =
        ratio
            .filter(SampleRatio::broken)
            .map(Wording::broken)
            .or(() -> tooLittle(question, candidate, baseline));
    var told = obstacle.isPresent() ? undecided(findings) : findings;
    var answer = overall(told);
    return new Verdict(
        answer,
        obstacle.orElseGet(() -> Wording.of(answer, told)),
        told,
        ratio,
        candidate.calls(),
        baseline.calls(),
        candidate.tenants(),
        baseline.tenants());
  }

  private static List<Finding> findings(Question question, Arm candidate, Arm baseline) {
    if (candidate.tenants() < 2 || baseline.tenants() < 2) {
      return List.of();
    }
    double alpha = question.alpha() / question.criteria().size();
    return question.criteria().stream()
        .map(it -> new Comparing(it, alpha).of(candidate, baseline))
        .toList();
  }

  private static Optional<String> tooLittle(Question question, Arm candidate, Arm baseline) {
    long calls = Math.min(candidate.calls(), baseline.calls());
    int tenants = Math.min(candidate.tenants(), baseline.tenants());
    return calls < question.minimumCalls() || tenants < Math.max(2, question.minimumTenants())
        ? Optional.of(Wording.tooLittle(question, candidate, baseline))
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
