package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// What the operators are told when a version is degraded and nothing is done about it by itself.
final class Alerts {
  private Alerts() {}

  /// The same of a deployment and trigger, however often, is one message. That it is not taken back
  /// is another one than that it may be soon.
  static Message degraded(
      Deployment deployment, Trigger trigger, TriggerState state, String why, Instant now) {
    boolean stays = !(state instanceof TriggerState.Warns);
    var kind = state.getClass().getSimpleName();
    var name = deployment.id() + "#" + Kind.Degraded + "#" + trigger + "#" + kind;
    var subject =
        "%s %s in %s is degraded%s: %s"
            .formatted(
                deployment.pluginName(),
                deployment.version().version(),
                deployment.environment(),
                stays ? " and stays" : "",
                trigger.reason());
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.Degraded,
        new Audience.Operators(),
        subject,
        why + "\nLook at /api/v1/plugins/" + deployment.pluginId() + "/health\n",
        deployment.id().toString(),
        now);
  }
}
