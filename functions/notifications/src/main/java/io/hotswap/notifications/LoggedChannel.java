package io.hotswap.notifications;

import io.hotswap.domain.notification.Channel;
import io.hotswap.domain.notification.Message;
import io.hotswap.telemetry.LogContext;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel whose attempts are logged. An exception of the channel counts as a failed attempt: one
/// message that it cannot handle must not hold up the others.
final class LoggedChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedChannel.class);

  private final Channel channel;

  LoggedChannel(Channel channel) {
    this.channel = channel;
  }

  @Override
  public String name() {
    return channel.name();
  }

  @Override
  public Delivery send(Message message) {
    var fields =
        Map.of(
            "messageId", message.id().toString(),
            "deploymentId", message.deploymentId(),
            "channel", name());
    try (var logged = LogContext.with(fields)) {
      return sent(message);
    }
  }

  // A method of its own: try-with-resources closes the log context before its own catch runs.
  private Delivery sent(Message message) {
    try {
      var delivery = channel.send(message);
      log(message, delivery);
      return delivery;
    } catch (RuntimeException e) {
      LOG.error("{}: fault", message.kind(), e);
      return new Delivery.Postponed("fault: " + e.getClass().getSimpleName(), Optional.empty());
    }
  }

  private static void log(Message message, Delivery delivery) {
    switch (delivery) {
      case Delivery.Delivered() -> LOG.info("{}: delivered", message.kind());
      case Delivery.Postponed(var why, var after) ->
          LOG.warn("{}: not delivered, again later: {}", message.kind(), why);
      case Delivery.Rejected(var why) -> LOG.error("{}: rejected: {}", message.kind(), why);
    }
  }
}
