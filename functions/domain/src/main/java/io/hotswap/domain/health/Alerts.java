package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// Messages to the operators about a degraded version that is not rolled back automatically.
final class Alerts {
  private Alerts() {}

  /// At most one message per deployment, trigger and kind of state: the id is derived from them. A
  /// warning (a rollback may follow) and a final "not rolled back" are two kinds.
  static Message degraded(
      Deployment deployment, Trigger trigger, TriggerState state, String why, Instant now) {
    boolean stays = !(state instanceof TriggerState.Warns);
    var kind = state.getClass().getSimpleName();
    var name = deployment.id() + "#" + Kind.Degraded + "#" + trigger + "#" + kind;
    var subject =
        "%s %s in %s is degraded%s: %s"
            .formatted(
                deployment.pluginName(),
                deployment.version().release(),
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
