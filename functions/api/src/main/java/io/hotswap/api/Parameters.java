package io.hotswap.api;

import io.hotswap.api.wording.TextFormat;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads path, query and header parameters. [DeclaredParameters] has checked them against
/// openapi.yaml; this checks what the document cannot express.
public final class Parameters {
  static final int LIMIT = 20;
  static final String IF_MATCH = "If-Match";
  private static final Pattern REVISION = Pattern.compile("\"([0-9]{1,18})\"");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Parameters() {}

  /// @param name the path parameter's name in the OpenAPI document
  public static Result<UUID> uuid(String name, String value) {
    return UUID_FORM.matcher(value).matches()
        ? Result.done(UUID.fromString(value))
        : refused(List.of(noUuid("path", name)));
  }

  static FieldError noUuid(String in, String name) {
    return new FieldError(
        "#" + in + "/" + name,
        "a UUID such as 0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11",
        "Send the id that was answered when it was made.");
  }

  /// The `next` of a response, from which [#page] derives where the following page begins.
  public static String next(String after) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(after.getBytes(StandardCharsets.UTF_8));
  }

  /// The query part of a reference, with its question mark.
  public static String query(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  static Result<PageRequest> page(HttpParameters parameters, int otherwise) {
    var limit =
        Optional.ofNullable(parameters.get("limit")).map(Integer::parseInt).orElse(otherwise);
    var next = Optional.ofNullable(parameters.get("next"));
    var after = next.flatMap(Parameters::after);
    return next.isEmpty() || after.isPresent()
        ? Result.done(new PageRequest(limit, after))
        : noSuchPage();
  }

  /// For a `next` that no page has returned.
  public static <T> Result<T> noSuchPage() {
    return refused(
        List.of(
            new FieldError(
                "#query/next",
                "the `next` of the page before",
                "Send it as it was answered, or leave it out for the first page.")));
  }

  static Optional<String> idempotencyKey(HttpHeaders headers) {
    return Optional.ofNullable(headers.get("Idempotency-Key"));
  }

  static Result<Optional<Long>> revision(HttpHeaders headers) {
    var tag = Optional.ofNullable(headers.get(IF_MATCH));
    var revision = tag.map(REVISION::matcher).filter(Matcher::matches).map(it -> it.group(1));
    return tag.isEmpty() || revision.isPresent()
        ? Result.done(revision.map(Long::parseLong))
        : refused(
            List.of(
                new FieldError(
                    "#header/" + IF_MATCH,
                    TextFormat.ETAG.expected(),
                    "Send the ETag as it was answered, or leave the header out.")));
  }

  static Result<Duration> duration(
      String name, HttpParameters parameters, Duration otherwise, Duration least, Duration most) {
    var value = Optional.ofNullable(parameters.get(name)).flatMap(Parameters::parsed);
    boolean sent = parameters.contains(name);
    var time = sent ? value : Optional.of(otherwise);
    return time.filter(it -> it.compareTo(least) >= 0 && it.compareTo(most) <= 0)
        .map(Result::done)
        .orElseGet(
            () ->
                refused(
                    List.of(
                        new FieldError(
                            "#query/" + name,
                            "an ISO 8601 duration from " + least + " to " + most,
                            "Send for example " + otherwise + ", or none."))));
  }

  private static Optional<Duration> parsed(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> after(String next) {
    try {
      var after = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
      return after.isEmpty() || !next(after).equals(next) ? Optional.empty() : Optional.of(after);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static <T> Result<T> refused(List<FieldError> errors) {
    return Result.refused(
        new Refusal(
            ErrorCode.INVALID_PARAMETER,
            errors.size() == 1
                ? "A parameter is not what was expected."
                : errors.size() + " parameters are not what was expected.",
            errors));
  }
}
