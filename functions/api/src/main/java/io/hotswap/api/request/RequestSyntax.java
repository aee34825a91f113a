package io.hotswap.api.request;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Syntax checks before the framework, which answers malformed requests with a 500, reads the
/// request.
public final class RequestSyntax {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final int LONGEST = 2000;

  // RFC 3986, section 3.3; a percent sign begins an octet.
  private static final String IN_PATHS = "._~!$&'()*+,;=:@-/%";

  // RFC 9110, sections 5.6.2 and 8.3.1.
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String MEDIA_TYPE =
      TOKEN + "/" + TOKEN + "( *; *" + TOKEN + "=(" + TOKEN + "|\"[^\"\\\\]*\"))*";
  private static final Pattern CONTENT_TYPE = Pattern.compile(MEDIA_TYPE);
  private static final Pattern ACCEPT =
      Pattern.compile(" *" + MEDIA_TYPE + "( *, *" + MEDIA_TYPE + ")* *");

  // Other headers are ignored.
  private static final Map<String, String> READ =
      Stream.of("Authorization", "Content-Type", "Accept", "Idempotency-Key", "If-Match")
          .collect(Collectors.toMap(it -> it.toLowerCase(Locale.ROOT), it -> it));

  private RequestSyntax() {}

  public static Optional<Refusal> objection(APIGatewayProxyRequestEvent event) {
    var method = Objects.requireNonNullElse(event.getHttpMethod(), "");
    if (!METHODS.contains(method)) {
      return Optional.of(
          Refusal.of(
              ErrorCode.METHOD_NOT_ALLOWED, "The method has to be one of HTTP's: " + METHODS));
    }
    List<FieldError> errors = new ArrayList<>();
    path(Objects.requireNonNullElse(event.getPath(), "")).ifPresent(errors::add);
    headers(event).forEach((name, value) -> header(name, value).ifPresent(errors::add));
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                ErrorCode.INVALID_PARAMETER, "The request is not what HTTP knows.", errors));
  }

  private static Optional<FieldError> path(String path) {
    boolean sound =
        path.startsWith("/")
            && !path.contains("//")
            && path.length() <= LONGEST
            && path.chars().allMatch(RequestSyntax::isInPaths)
            && decodes(path);
    return sound
        ? Optional.empty()
        : Optional.of(
            new FieldError(
                "#path",
                "a path of RFC 3986, in UTF-8, of at most " + LONGEST + " characters",
                "Send what was answered as an id or registered as a name; neither has blanks,"
                    + " slashes or control characters."));
  }

  private static boolean isInPaths(int it) {
    return (it >= 'a' && it <= 'z')
        || (it >= 'A' && it <= 'Z')
        || (it >= '0' && it <= '9')
        || IN_PATHS.indexOf(it) >= 0;
  }

  private static boolean decodes(String path) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      int octet = path.charAt(i);
      if (octet == '%') {
        octet = octet(path, i + 1);
        i += 2;
      }
      if (octet < ' ' || octet == 127) {
        return false;
      }
      bytes.write(octet);
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// Negative when it is none.
  private static int octet(String path, int at) {
    if (at + 2 > path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static Optional<FieldError> header(String name, String value) {
    if (value.chars().anyMatch(it -> Character.isISOControl(it) && it != '\t')) {
      return wrong(name, "a value without control characters", "Send one line of text.");
    }
    if (!name.equals("Authorization") && value.length() > LONGEST) {
      return wrong(name, "at most " + LONGEST + " characters", "Send a shorter value.");
    }
    if (name.equals("Content-Type") && !CONTENT_TYPE.matcher(value).matches()) {
      return wrong(name, "application/json", "Send JSON with this header.");
    }
    if (name.equals("Accept") && !ACCEPT.matcher(value).matches()) {
      return wrong(name, "application/json", "Accept application/json, or leave it out.");
    }
    return Optional.empty();
  }

  private static Optional<FieldError> wrong(String name, String expected, String fix) {
    return Optional.of(new FieldError("#header/" + name, expected, fix));
  }

  /// The same request with only the headers that operations read, without media type parameters
  /// (JSON is UTF-8), and without a media type when there is no body.
  public static APIGatewayProxyRequestEvent essential(APIGatewayProxyRequestEvent event) {
    var copy = event.clone();
    copy.setMultiValueHeaders(Map.of());
    var headers = headers(event);
    headers.computeIfPresent("Content-Type", (name, value) -> value.split(";", 2)[0].strip());
    if (event.getBody() == null || event.getBody().isBlank()) {
      headers.remove("Content-Type");
    }
    copy.setHeaders(headers);
    // In a path a plus is itself (RFC 3986); the framework's routes and its decoder know it of
    // forms.
    copy.setPath(event.getPath().replace("+", "%2B"));
    return copy;
  }

  private static Map<String, String> headers(APIGatewayProxyRequestEvent event) {
    Map<String, String> headers = new TreeMap<>();
    var all = Objects.requireNonNullElse(event.getHeaders(), new HashMap<String, String>());
    all.forEach(
        (name, value) -> {
          var read = READ.get(name.toLowerCase(Locale.ROOT));
          if (read != null && value != null && !value.isBlank()) {
            headers.put(read, value.strip());
          }
        });
    return headers;
  }
}
