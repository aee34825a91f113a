package io.hotswap.deployments.wire;

import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.deployment.JudgedStage;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.Evidence;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// A verdict as openapi.yaml describes it.
///
/// @param answer the conclusion, for everybody
/// @param verdict with its numbers, which are totals over tenants; for staff
/// @param evidence reference to the counts by tenant
public record JudgedView(
    int stage,
    Instant at,
    Conclusion answer,
    Optional<QuestionView> question,
    Optional<VerdictView> verdict,
    Optional<String> evidence) {

  public static JudgedView of(JudgedStage it, Disclosure shown) {
    return new JudgedView(
        it.stage(),
        it.at(),
        it.verdict().answer(),
        shown.operations(QuestionView.of(it.question())),
        shown.operations(VerdictView.of(it.verdict())),
        shown.operations(it.evidence()));
  }

  /// @param evidence the counts by tenant that the reader may see; all of them, with `question`,
  ///   reproduce the verdict
  /// @param next the tenant after which the next page begins
  public record WithEvidence(
      JudgedView judged, Optional<EvidenceView> evidence, Optional<String> next) {
    public static WithEvidence of(
        JudgedStage it, Supplier<Evidence> kept, Disclosure shown, PageRequest page) {
      var judged = JudgedView.of(it, shown);
      if (!shown.anyTenant()) {
        return new WithEvidence(judged, Optional.empty(), Optional.empty());
      }
      var part = of(kept.get(), shown).part(page);
      return new WithEvidence(
          judged,
          part.items().stream().findAny().map(EvidenceView::of),
          part.next().map(Parameters::next));
    }

    private static Evidence of(Evidence kept, Disclosure shown) {
      return new Evidence(
          shown.byTenant(kept.candidate()),
          shown.byTenant(kept.baseline()),
          shown.byTenant(kept.before()));
    }
  }
}
