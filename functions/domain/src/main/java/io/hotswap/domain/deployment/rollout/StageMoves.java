package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.Move;
import io.hotswap.domain.deployment.strategy.Observation;
import io.hotswap.domain.deployment.strategy.Stage;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.text.BoundedText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Moves traffic: writes the routing document of a strategy's next stage.
final class StageMoves {
  private static final int BASIS_POINTS = 10_000;

  private StageMoves() {}

  /// @param own the moves of the calling state; any other is left to the state that makes it
  static StepDecision next(StepContext context, Predicate<Move> own) {
    return isDue(context) && own.test(context.nextStage().move())
        ? moved(context, context.nextStage())
        : NodeConvergence.otherPhase(context);
  }

  private static boolean isDue(StepContext context) {
    return switch (context.phase()) {
      case Staging, Warming, Passed -> true;
      case Shifting -> context.skipsVerdict();
      case Observing ->
          context.currentStage().observation() instanceof Observation.Wait
              || context.skipsVerdict();
      default -> false;
    };
  }

  private static StepDecision moved(StepContext context, Stage stage) {
    return switch (stage.move()) {
      case Move.TenantShare it -> share(context, it, analysis(context, stage));
      case Move.Variants it -> variants(context, it, analysis(context, stage).orElseThrow());
      case Move.Batch it -> batch(context, it);
      case Move.Everybody it -> everybody(context, it.keepsPrevious());
      case Move.Winner it -> winner(context);
    };
  }

  private static Optional<Analysis> analysis(StepContext context, Stage stage) {
    return stage.observation() instanceof Observation.Judged judged
        ? Optional.of(
            new Analysis(
                StageJudge.window(context, context.stage() + 1),
                StageJudge.baseline(context, judged)))
        : Optional.empty();
  }

  private static StepDecision share(
      StepContext context, Move.TenantShare move, Optional<Analysis> analysis) {
    int percentage = move.percentage();
    var tenants = context.movableTenants();
    var cohort =
        CohortSelector.cohort(
            context.deployment(),
            tenants,
            percentage,
            context.currentDocument().flatMap(it -> it.shift(Cohort.class)));
    var document = context.nextMove().moving(cohort, analysis, context.watch());
    var share =
        analysis.isPresent()
            ? "%d of %d known tenants (%d %%)"
                .formatted(
                    CohortSelector.size(tenants.size(), percentage), tenants.size(), percentage)
            : percentage + " %";
    return shifted(context, document, nextWritten(context, document, percentage), share);
  }

  private static StepDecision variants(StepContext context, Move.Variants move, Analysis analysis) {
    var split =
        new Split(
            context.deployment().id().toString(),
            List.of(
                new Split.Arm("A", move.versionA(), BASIS_POINTS - move.percentage() * 100),
                new Split.Arm("B", move.versionB(), BASIS_POINTS)));
    var document = context.nextMove().splitting(split, analysis, context.watch());
    return shifted(
        context,
        document,
        nextWritten(context, document, move.percentage()),
        move.percentage() + " % of the tenants");
  }

  private static StepDecision batch(StepContext context, Move.Batch move) {
    var batch = context.remainingNodes().stream().limit(move.nodes()).toList();
    Set<String> nodes = new HashSet<>(context.movedNodes());
    nodes.addAll(batch);
    var document = context.nextMove().rolling(nodes, context.watch());
    int share = Math.clamp(100L * nodes.size() / Math.max(1, context.liveNodes().size()), 1, 99);
    var written =
        new Progress.Written(
            document.generation(), context.stage() + 1, share, context.now().plus(move.timeout()));
    return shifted(context, document, written, BoundedText.names(batch));
  }

  private static StepDecision shifted(
      StepContext context, RoutingDocument document, Progress.Written written, String share) {
    return new Write(
        deployment(context).shifted(written, share, context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static StepDecision everybody(StepContext context, boolean keepsPrevious) {
    var document = context.nextMove().switched(keepsPrevious, context.watch());
    return new Write(
        deployment(context)
            .switched(
                nextWritten(context, document, 100),
                context.deployment().version().release(),
                context.now()),
        context.slot().withLastChange(Optional.of(context.deployment().id())),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static StepDecision winner(StepContext context) {
    if (context.winner().equals(context.deployment().version().release())) {
      return everybody(context, true);
    }
    var document = context.nextDocument().reverted();
    return new Write(
        context
            .deployment()
            .switched(nextWritten(context, document, 0), context.winner(), context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static Deployment deployment(StepContext context) {
    var excluded = context.excludedNow();
    return excluded.isEmpty()
        ? context.deployment()
        : context.deployment().withExcluded(PlanBuilder.excluded(excluded));
  }

  private static Progress.Written nextWritten(
      StepContext context, RoutingDocument document, int percentage) {
    return context.written(document, context.stage() + 1, percentage);
  }
}
