package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.spi.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// Converts a reply to text, if it is text.
final class ReplyText {
  private ReplyText() {}

  /// The text of a body that is UTF-8 without control characters other than white space.
  static Optional<String> of(Reply reply) {
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(reply.body())).toString();
      boolean binary = text.chars().anyMatch(it -> it < ' ' && !Character.isWhitespace(it));
      return binary ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// The text for the console.
  static String shown(Reply reply) {
    return of(reply).orElse("(binary)");
  }
}
