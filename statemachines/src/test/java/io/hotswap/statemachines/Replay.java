package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.deployment.Compared;
import io.hotswap.domain.deployment.Rehearsal;
import io.hotswap.domain.deployment.ShortWishes;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import java.util.Set;
import java.util.TreeSet;

/// Walks through a deployment with the machines' real definitions; what each of their calls does
/// besides is the test's.
abstract class Replay implements Functions {
  final Rehearsal rehearsal = new Rehearsal();
  final Set<RolloutStep> met = new TreeSet<>();

  /// What becomes of the deployment.
  enum Course {
    Serves,
    IsWorse,
    Fails,
    GoesBack,
    CannotGoBack
  }

  /// @return its id, once it is over
  DeploymentId walk(StrategyName strategyName, Course course) {
    return walk(ShortWishes.of(strategyName), course);
  }

  DeploymentId walk(DeploymentSpec spec, Course course) {
    if (course == Course.Fails) {
      rehearsal.sickens(Rehearsal.CANDIDATE);
    }
    rehearsal.turnsOut(course == Course.IsWorse ? Compared.Worse : Compared.Better);
    var id = rehearsal.deploys(spec);
    var performance = new Performance(rehearsal, this, 1, () -> {});
    performance.until(() -> rehearsal.settled(id));
    if (course == Course.GoesBack || course == Course.CannotGoBack) {
      if (course == Course.CannotGoBack) {
        rehearsal.sickens(Rehearsal.BEFORE);
      }
      rehearsal.rollsBack(id);
      performance.until(() -> rehearsal.settled(id));
    }
    return id;
  }

  @Override
  public JsonNode call(String function, JsonNode payload) {
    rehearsal.engine.goesOn();
    var rolloutStep = RolloutStep.named(payload.path("step").asText()).orElseThrow();
    met.add(rolloutStep);
    var id = DeploymentId.of(payload.path("deploymentId").asText());
    return Performance.answer(carriedOut(rolloutStep, id, payload.path("fence").asLong()));
  }

  abstract StepResult carriedOut(RolloutStep rolloutStep, DeploymentId id, long fence);
}
