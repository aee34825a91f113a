package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Action;
import io.hotswap.serialization.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the READMEs give people to type against the API.
class ExamplesTest {
  private static final OpenApi API = new OpenApi();
  private static final String AUTHORS = "runtime-container/plugin-spi/README.md";
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("(?:^|[|{]|\\$\\()\\s*([a-z0-9]+)");
  private static final Pattern DEPLOYMENT =
      Pattern.compile(
          "(?:-d|--data) '([^']*)'[^\n]*/deployments|/deployments\"[^\n]*--data '(.*?)'");
  // What every system with a shell has, and curl; `api` is defined where it is used.
  private static final Set<String> TOOLS =
      Set.of("api", "base64", "curl", "date", "printf", "sed", "tr");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", AUTHORS})
  void it_takes_no_tool_that_a_shell_may_lack(String readme) throws IOException {
    Set<String> used = new TreeSet<>();
    examples(readme).stream()
        .flatMap(String::lines)
        .map(it -> it.replaceAll("'[^']*'", ""))
        .flatMap(it -> COMMAND.matcher(it).results())
        .forEach(it -> used.add(it.group(1)));
    used.removeAll(TOOLS);
    assertEquals(Set.of(), used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", AUTHORS})
  void its_deployment_is_one(String readme) throws IOException {
    var sent = examples(readme).stream().flatMap(it -> DEPLOYMENT.matcher(it).results()).toList();
    assertEquals(1, sent.size(), readme);
    var body = Json.MAPPER.readTree(body(sent.getFirst()));
    var schema = API.body(Action.CREATE_DEPLOYMENT).orElseThrow();
    assertEquals(List.of(), SchemaViolations.of(schema, body));
  }

  @Test
  void authors_are_led_from_their_archive_to_their_first_call() throws IOException {
    var example = String.join("\n", examples(AUTHORS));
    int register = example.indexOf("$HOTSWAP_API_URL/plugins\"");
    int deploy = example.indexOf("$HOTSWAP_API_URL/deployments\"");
    int call = example.indexOf("$HOTSWAP_RUNTIME_URL/api/v1/plugins/greeter/invoke/");
    assertTrue(0 <= register && register < deploy && deploy < call, example);
  }

  private static String body(MatchResult deployment) {
    return deployment.group(1) == null ? deployment.group(2) : deployment.group(1);
  }

  /// Blocks that talk to the API, a command a line.
  private static List<String> examples(String readme) throws IOException {
    var text = Files.readString(Path.of("../..").resolve(readme));
    return SHELL
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .filter(it -> it.contains("$HOTSWAP_API_URL"))
        .map(it -> it.replaceAll("\\\\\n *", "").replaceAll("(?m)^(#|\\. ).*\n", ""))
        .toList();
  }
}
