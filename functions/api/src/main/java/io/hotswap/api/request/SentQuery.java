package io.hotswap.api.request;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// A request's whole query: every name with all its values, sorted by name.
public final class SentQuery {
  private SentQuery() {}

  public static SortedMap<String, List<String>> of(APIGatewayProxyRequestEvent event) {
    SortedMap<String, List<String>> query = new TreeMap<>();
    once(event.getQueryStringParameters())
        .forEach((name, value) -> query.put(name, List.of(text(value))));
    often(event.getMultiValueQueryStringParameters())
        .forEach((name, values) -> query.put(name, texts(values)));
    return query;
  }

  private static Map<String, String> once(Map<String, String> sent) {
    return Objects.requireNonNullElse(sent, Map.of());
  }

  private static Map<String, List<String>> often(Map<String, List<String>> sent) {
    return Objects.requireNonNullElse(sent, Map.of());
  }

  private static List<String> texts(List<String> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(it -> texts.add(text(it)));
    return texts;
  }

  private static String text(String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
