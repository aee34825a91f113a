package io.hotswap.notifications;

import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class Samples {
  static final Recipients RECIPIENTS =
      new Recipients(
          List.of("lead@example.com"), List.of("admin@example.com"), List.of("ops@example.com"));

  static final StageAddress PROD = new StageAddress("prod", "https://api.example.com/prod");

  private Samples() {}

  static Message message(Audience to) {
    return message(to, "markdown 1.1.0 to Production was rolled back", "error rate 7 %");
  }

  static Message message(Audience to, String subject, String text) {
    return new Message(UUID.randomUUID(), Kind.RolledBack, to, subject, text, "d1", Instant.now());
  }
}
