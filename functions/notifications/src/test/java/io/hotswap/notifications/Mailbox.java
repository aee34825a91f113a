package io.hotswap.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.engine.LocalEngine;
import io.hotswap.serialization.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/// The mails that the embedded engine's SES took.
final class Mailbox {
  private Mailbox() {}

  record Mail(List<String> to, String subject, String text) {}

  static List<Mail> mails() {
    var url = LocalEngine.shared().endpoint().resolve("/_ministack/ses/messages");
    try (var answer = url.toURL().openStream()) {
      var mails = Json.MAPPER.readTree(answer).at("/messages/000000000000");
      return StreamSupport.stream(mails.spliterator(), false).map(Mailbox::mail).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Mail> about(Object id) {
    return mails().stream().filter(it -> it.text().contains(id.toString())).toList();
  }

  private static Mail mail(JsonNode it) {
    var to =
        StreamSupport.stream(it.path("To").spliterator(), false).map(JsonNode::asText).toList();
    return new Mail(to, it.path("Subject").asText(), it.path("BodyText").asText());
  }
}
