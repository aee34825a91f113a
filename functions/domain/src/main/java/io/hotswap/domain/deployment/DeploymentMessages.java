package io.hotswap.domain.deployment;

import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Decides which notifications a change of a deployment sends, and to whom.
public final class DeploymentMessages {
  private DeploymentMessages() {}

  public static List<Message> of(Optional<Deployment> before, Deployment after, Instant now) {
    List<Message> messages = new ArrayList<>();
    boolean closing = after.closed() && before.filter(Deployment::closed).isEmpty();
    if (closing) {
      messages.add(message(after, kind(after), requester(after), now));
    }
    if (closing && kind(after) != Kind.Ended) {
      messages.add(message(after, kind(after), new Audience.Operators(), now));
    }
    if (after.paused() && before.filter(Deployment::paused).isEmpty()) {
      messages.add(message(after, Kind.Paused, requester(after), now));
      messages.add(message(after, Kind.Paused, new Audience.Operators(), now));
    }
    return messages;
  }

  private static Kind kind(Deployment ended) {
    if (ended.outcome().filter(DeploymentOutcome.FailedDirty::equals).isPresent()) {
      return Kind.FailedDirty;
    }
    return ended.progress().status() == DeploymentStatus.RolledBack ? Kind.RolledBack : Kind.Ended;
  }

  private static Message message(Deployment it, Kind kind, Audience to, Instant now) {
    var what = "%s %s to %s".formatted(it.pluginName(), it.version().release(), it.environment());
    var state =
        switch (kind) {
          case FailedDirty -> "failed dirty: an operator must investigate";
          case RolledBack -> "was rolled back by " + rolledBackBy(it);
          case Paused -> "is paused";
          default -> ended(it);
        };
    return new Message(
        id(it, kind, to), kind, to, what + " " + state, text(it), it.id().toString(), now);
  }

  private static String rolledBackBy(Deployment it) {
    return it.lastRollback().map(Rollback::actor).orElse("an unknown actor");
  }

  private static String ended(Deployment it) {
    return switch (it.outcome().orElseThrow()) {
      case Succeeded -> "completed";
      case Declined -> "was not begun";
      case RolledBack, FailedClean, FailedDirty -> "failed";
    };
  }

  private static String text(Deployment it) {
    var text = new StringBuilder();
    it.rolloutState().paused().ifPresent(pause -> text.append(pause.reason()).append('\n'));
    it.lastRollback().flatMap(Rollback::reason).ifPresent(why -> text.append(why).append('\n'));
    it.lastRollback().flatMap(Rollback::evidence).ifPresent(why -> text.append(why).append('\n'));
    it.progress().problem().ifPresent(problem -> text.append(problem).append('\n'));
    text.append(it.timeline().getLast().detail()).append('\n');
    return text.append("Look at /api/v1/deployments/").append(it.id()).append('\n').toString();
  }

  private static Audience requester(Deployment it) {
    var requester = it.request().requester();
    return new Audience.Requester(requester.name(), requester.email());
  }

  /// Deterministic: the same change gives the same message id, so it is sent once.
  private static UUID id(Deployment it, Kind kind, Audience to) {
    var name = it.id() + "#" + it.revision() + "#" + kind + "#" + to.getClass().getSimpleName();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
