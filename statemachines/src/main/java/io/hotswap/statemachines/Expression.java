package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The subset of JSONata that the machines use: a path, a path compared with one text or several,
/// and a lookup by a path. Every engine understands these forms.
final class Expression {
  private static final String PATH = "\\$states((?:\\.[A-Za-z]+)+)";
  private static final Pattern WHOLE = Pattern.compile("\\{% (.*) %}");
  private static final Pattern VALUE = Pattern.compile(PATH);
  private static final Pattern EQUALS = Pattern.compile(PATH + " = '([^']*)'");
  private static final Pattern IN = Pattern.compile(PATH + " in \\[([^]]*)]");
  private static final Pattern LOOKUP = Pattern.compile("\\$lookup\\(\\{(.*)}, " + PATH + "\\)");
  private static final Pattern ENTRY = Pattern.compile("'([^']*)': '([^']*)'");

  private Expression() {}

  /// @param template a value with expressions anywhere in it
  /// @param states the value of `$states`
  static JsonNode evaluate(JsonNode template, JsonNode states) throws Fault {
    if (template.isTextual()) {
      var whole = WHOLE.matcher(template.asText());
      return whole.matches() ? evaluated(whole.group(1), states) : template;
    }
    if (!template.isObject()) {
      return template;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (var field : template.properties()) {
      result.set(field.getKey(), evaluate(field.getValue(), states));
    }
    return result;
  }

  private static JsonNode evaluated(String expression, JsonNode states) throws Fault {
    Matcher matcher = VALUE.matcher(expression);
    if (matcher.matches()) {
      return at(matcher.group(1), states);
    }
    matcher = EQUALS.matcher(expression);
    if (matcher.matches()) {
      return BooleanNode.valueOf(at(matcher.group(1), states).asText().equals(matcher.group(2)));
    }
    matcher = IN.matcher(expression);
    if (matcher.matches()) {
      var one = "'" + at(matcher.group(1), states).asText() + "'";
      return BooleanNode.valueOf(matcher.group(2).contains(one));
    }
    matcher = LOOKUP.matcher(expression);
    if (matcher.matches()) {
      return found(matcher.group(1), at(matcher.group(2), states).asText());
    }
    throw new IllegalArgumentException("Not among the expressions that we use: " + expression);
  }

  private static JsonNode found(String entries, String key) throws Fault {
    var entry = ENTRY.matcher(entries);
    while (entry.find()) {
      if (entry.group(1).equals(key)) {
        return TextNode.valueOf(entry.group(2));
      }
    }
    throw new Fault("States.QueryEvaluationError", "Nothing to be found under " + key);
  }

  private static JsonNode at(String path, JsonNode states) throws Fault {
    var node = states.at(path.replace('.', '/'));
    if (node.isMissingNode()) {
      throw new Fault("States.QueryEvaluationError", "There is no $states" + path);
    }
    return node;
  }
}
