package io.hotswap.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.serialization.Json;
import java.util.List;
import java.util.function.Function;

/// A document with a long list, sent as lines: the first is the document without its list, each of
/// the others an item of it.
public final class JsonLines {
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private static final Result<JsonNode> NOTHING = Result.done(MissingNode.getInstance());

  private JsonLines() {}

  /// @param list name of the list
  /// @param parser of one line
  /// @return the document, whose list has what the lines have, in their order
  public static Result<JsonNode> document(
      String text, String list, Function<String, Result<JsonNode>> parser) {
    var lines = text.lines().toList();
    var items = Json.MAPPER.createArrayNode();
    for (int i = 1; i < lines.size(); i++) {
      switch (lines.get(i).isBlank() ? NOTHING : parsed(lines.get(i), i + 1, parser)) {
        case Result.Refused<JsonNode> refused -> {
          return refused;
        }
        case Result.Done<JsonNode>(JsonNode item) when item.isMissingNode() -> {
          continue;
        }
        case Result.Done<JsonNode>(JsonNode item) -> items.add(item);
      }
    }
    return parsed(lines.isEmpty() ? "" : lines.getFirst(), 1, parser)
        .then(head -> with(head, list, items));
  }

  private static Result<JsonNode> parsed(
      String line, int number, Function<String, Result<JsonNode>> parser) {
    return switch (parser.apply(line)) {
      case Result.Refused<JsonNode>(Refusal it) ->
          Result.refused(
              new Refusal(
                  it.code(),
                  "Line %d: %s".formatted(number, it.detail()),
                  it.errors().stream().map(error -> of(number, error)).toList()));
      case Result.Done<JsonNode> done -> done;
    };
  }

  private static FieldError of(int number, FieldError it) {
    return new FieldError("#line/%d%s".formatted(number, it.pointer()), it.expected(), it.fix());
  }

  private static Result<JsonNode> with(JsonNode head, String list, ArrayNode items) {
    return head instanceof ObjectNode document && !document.has(list)
        ? Result.done(document.set(list, items))
        : Result.refused(
            new Refusal(
                ErrorCode.MALFORMED_BODY,
                "The first line is not the document that the others belong to.",
                List.of(
                    new FieldError(
                        "#line/1",
                        "one JSON object without " + list,
                        "Begin with a line for what is not in " + list + "."))));
  }
}
