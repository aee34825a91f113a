package io.hotswap.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.refusal.FieldError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Checks the text of a body and the texts and numbers in it.
final class BodyText {
  private BodyText() {}

  /// Empty when it is not UTF-8.
  static Optional<String> of(APIGatewayProxyRequestEvent event) {
    var body = event.getBody();
    if (body == null) {
      return Optional.of("");
    }
    if (!Boolean.TRUE.equals(event.getIsBase64Encoded())) {
      return StandardCharsets.UTF_8.newEncoder().canEncode(body)
          ? Optional.of(body)
          : Optional.empty();
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(body));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Rejects lone surrogates and control characters, which JSON allows but stores, mails and logs
  /// do not carry, and numbers out of range such as 1e400.
  static List<FieldError> unreadable(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    collectErrors("", body, errors);
    return errors;
  }

  private static void collectErrors(String pointer, JsonNode node, List<FieldError> errors) {
    if (node.isTextual() && !isReadable(node.asText())) {
      errors.add(unreadable(pointer, "Send the text without them."));
    }
    if (node.isDouble() && !Double.isFinite(node.asDouble())) {
      errors.add(
          new FieldError(pointer, "a number below 1e308", "Send a number that can be counted."));
    }
    for (var field : node.properties()) {
      if (isReadable(field.getKey())) {
        collectErrors(
            pointer + "/" + SchemaViolations.escaped(field.getKey()), field.getValue(), errors);
      } else {
        errors.add(unreadable(pointer, "Remove the field whose name has them."));
      }
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      collectErrors(pointer + "/" + i, node.get(i), errors);
    }
  }

  private static FieldError unreadable(String pointer, String fix) {
    return new FieldError(pointer, "text without control characters and half surrogate pairs", fix);
  }

  private static boolean isReadable(String text) {
    return text.chars().noneMatch(BodyText::isControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static boolean isControl(int it) {
    return Character.isISOControl(it) && it != '\n' && it != '\r' && it != '\t';
  }
}
