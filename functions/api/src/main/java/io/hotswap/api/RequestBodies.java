package io.hotswap.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hotswap.api.request.JsonLines;
import io.hotswap.api.request.SentQuery;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.serialization.Json;
import io.hotswap.serialization.UnbufferedJson;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a request's body: parses the JSON, checks it against the operation's schema, binds it to a
/// record.
@Singleton
final class RequestBodies {
  private static final ObjectReader READER =
      UnbufferedJson.MAPPER
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final MediaType LINES = MediaType.of(JsonLines.MEDIA_TYPE);

  private final OpenApi api;

  RequestBodies(OpenApi api) {
    this.api = api;
  }

  <B> Result<B> read(HttpRequest<?> request, Action action, Class<B> type) {
    return parse(request, action)
        .then(body -> check(body, action))
        .map(body -> Json.MAPPER.convertValue(body, type));
  }

  /// Hash of everything that decides what a request does: method, path, query, `If-Match` and body.
  static String hash(HttpRequest<?> request) {
    var event = RequestIds.event(request);
    List<Object> head =
        new ArrayList<>(List.of(event.getHttpMethod(), event.getPath(), SentQuery.of(event)));
    Optional.ofNullable(request.getHeaders().get(Parameters.IF_MATCH)).ifPresent(head::add);
    var sha256 = Digest.sha256();
    sha256.update((Json.write(head) + "\n").getBytes(StandardCharsets.UTF_8));
    var body = BodyText.of(event).orElse("");
    return Digest.of(sha256.digest(body.getBytes(StandardCharsets.UTF_8))).hex();
  }

  private Result<JsonNode> check(JsonNode body, Action action) {
    var schema =
        api.body(action)
            .orElseThrow(() -> new IllegalStateException("No schema for a body of " + action));
    var errors = SchemaViolations.of(schema, body);
    return errors.isEmpty()
        ? Result.done(body)
        : refused(
            errors.size() == 1
                ? "One thing in the body is not what was expected."
                : errors.size() + " things in the body are not what was expected.",
            errors);
  }

  private Result<JsonNode> parse(HttpRequest<?> request, Action action) {
    var list = isLines(request) ? api.lines(action) : Optional.<String>empty();
    return BodyText.of(RequestIds.event(request))
        .map(
            it ->
                list.map(name -> JsonLines.document(it, name, RequestBodies::parsed))
                    .orElseGet(
                        () -> it.isBlank() && api.mayLackBody(action) ? nothing() : parsed(it)))
        .orElseGet(RequestBodies::notUtf8);
  }

  private static boolean isLines(HttpRequest<?> request) {
    return request.getContentType().filter(it -> it.matches(LINES)).isPresent();
  }

  private static Result<JsonNode> nothing() {
    return Result.done(Json.MAPPER.createObjectNode());
  }

  /// Parses text, because the parser would guess the encoding of bytes.
  private static Result<JsonNode> parsed(String text) {
    try (var parser = READER.createParser(text)) {
      return parse(parser);
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory failed", e);
    }
  }

  private static Result<JsonNode> parse(JsonParser parser) throws IOException {
    try {
      Optional<JsonNode> body = Optional.ofNullable(READER.readValue(parser, JsonNode.class));
      return body.filter(it -> !it.isMissingNode())
          .map(RequestBodies::readable)
          .orElseGet(() -> malformed("", "The body is empty; a JSON object was expected."));
    } catch (JsonProcessingException e) {
      var at = Optional.ofNullable(e.getLocation()).orElseGet(parser::currentLocation);
      return malformed(
          parser.getParsingContext().pathAsPointer().toString(),
          "The body is not JSON: line %d, column %d: %s."
              .formatted(at.getLineNr(), at.getColumnNr(), firstLine(e.getOriginalMessage())));
    }
  }

  private static Result<JsonNode> readable(JsonNode body) {
    var errors = BodyText.unreadable(body);
    return errors.isEmpty()
        ? Result.done(body)
        : refused("The body has text or numbers that cannot be read or stored.", errors);
  }

  private static Result<JsonNode> notUtf8() {
    return malformed("", "The body is not UTF-8.");
  }

  private static Result<JsonNode> malformed(String pointer, String detail) {
    return refused(
        detail,
        List.of(new FieldError(pointer, "one JSON object", "Send well-formed JSON in UTF-8.")));
  }

  private static <T> Result<T> refused(String detail, List<FieldError> errors) {
    return Result.refused(new Refusal(ErrorCode.MALFORMED_BODY, detail, errors));
  }

  // The parser appends details about itself in brackets, and repeats what is no JSON: it may be a
  // secret that lacks its quotes.
  private static String firstLine(String text) {
    return text.lines()
        .findFirst()
        .orElse("")
        .replaceFirst(" \\(start marker at .*", "")
        .replaceFirst(
            "^Unrecognized token '.*': was expecting", "Unrecognized token: was expecting");
  }
}
