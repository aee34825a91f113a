package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.PreviewToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Signs preview tokens: their bearers can call the green version before the switch.
public final class IssuingPreviewTokens {
  private static final Duration MAX_VALIDITY = Duration.ofHours(24);

  private final Deployments deployments;
  private final InstantSource clock;

  public IssuingPreviewTokens(Deployments deployments, InstantSource clock) {
    this.deployments = deployments;
    this.clock = clock;
  }

  public record Signed(String header, String token, Instant expiresAt) {}

  public Result<Signed> issue(Caller caller, DeploymentId id, Duration lasts) {
    return ChangeableDeployment.find(deployments, id, caller).then(it -> issue(it, lasts));
  }

  private Result<Signed> issue(Deployment deployment, Duration lasts) {
    if (lasts.compareTo(Duration.ofSeconds(1)) < 0 || lasts.compareTo(MAX_VALIDITY) > 0) {
      return Result.refused(
          Refusal.of(
              ErrorCode.INVALID_PARAMETER,
              "A preview token cannot last " + lasts,
              "/expiresIn",
              "an ISO 8601 duration from PT1S to PT24H",
              "Send for example PT15M."));
    }
    return deployment
        .rolloutState()
        .previewKey()
        .filter(it -> isPreviewable(deployment))
        .map(key -> Result.done(signed(deployment, key, lasts)))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.NOT_NOW,
                    "Nothing to preview: only a BlueGreen deployment has a green version, from"
                        + " its staging until its switch; this one is "
                        + deployment.strategyName()
                        + " in "
                        + deployment.progress().phase()));
  }

  private static boolean isPreviewable(Deployment it) {
    return switch (it.progress().phase()) {
      case Staging, Warming -> true;
      default -> false;
    };
  }

  private Signed signed(Deployment deployment, String key, Duration lasts) {
    var until = clock.instant().plus(lasts).truncatedTo(ChronoUnit.SECONDS);
    var token =
        new PreviewToken(
            deployment.id().toString(),
            deployment.pluginId(),
            deployment.environment(),
            deployment.version().release(),
            until);
    return new Signed(PreviewToken.HEADER, token.sign(key), until);
  }
}
